/* odds.h - probabilities of log-linear scores, the same bytes on every machine. */
#ifndef DRG_BASE_ODDS_H
#define DRG_BASE_ODDS_H

/* 1 / (1 + e^-x) for x in hundredths of log-odds. */
float drg__odds_share(int hundredths);

#endif
