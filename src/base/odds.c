#include "base/odds.h"

/* e^-x for x >= 0 by squaring: the machine's mathematics may differ in the last bit. */
static double decay(double x)
{
	double y = 1 - x / 4096;
	if (x > 40)
		return 0;
	for (int i = 0; i < 12; i++)
		y *= y;
	return y;
}

float drg__odds_share(int hundredths)
{
	double e = decay((hundredths < 0 ? -hundredths : hundredths) / 100.0);
	return (float)(hundredths < 0 ? e / (1 + e) : 1 / (1 + e));
}
