/* The public header compiles alone, first, under strict flags (see CMakeLists.txt). */
#include "dragoman.h"
int headertest(void);
int headertest(void)
{
	return drg_version()[0] != 0;
}
