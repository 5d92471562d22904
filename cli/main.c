/* main.c - the program: chooses the subcommand. */
#include <locale.h>
#include <signal.h>
#include <string.h>
#include <unistd.h>

#include "cli.h"

/* One row per subcommand; cmd_NAME.c holds it.  A new one is declared in cli.h. */
const struct command commands[] = {
	{ "read", "Analyse reports and print a sourced account; keeps nothing", cmd_read, "[OPTION]... FILE...",
	  "  dragoman read examples/report.txt\n"
	  "  dragoman read --date 2023-12-21 --outlet \"Harbour Post\" report.txt\n"
	  "  dragoman read --json --jobs 4 archive/ > archive.jsonl\n"
	  "  cat report.txt | dragoman read -\n",
	  "FILE is text, a saved page, JSON Lines, a feed or a web archive; the kind is found out.\n"
	  "A directory is walked in sorted order; - is standard input." },
	{ "add", "Analyse reports into a record; stops and resumes at will", cmd_add, "--db FILE [OPTION]... FILE...",
	  "  dragoman add --db talks.db archive/\n"
	  "  dragoman add --db talks.db --jobs 8 --outlet \"Harbour Post\" reports.jsonl\n",
	  "What the record has from the same source, pack and options is passed over, so a run that\n"
	  "was stopped is resumed by giving it again." },
	{ "list", "List rows of a record", cmd_list, "KIND --db FILE [OPTION]...",
	  "  dragoman list claims --db talks.db --by Ort --since 2023-12-01\n"
	  "  dragoman list reports --db talks.db\n"
	  "  dragoman list positions --db talks.db --type rejects --json\n",
	  "KIND is reports, claims, positions, conditions, proposals, events, agreements, rounds (of talks),\n"
	  "counts, labels, judgements, actors or unnamed (claims that rest on sources without a name)." },
	{ "talks", "The state of the talks: who demands, offers, refuses what, on whose word", cmd_talks, "--db FILE [OPTION]... [PARTY]...\n       dragoman talks [OPTION]... REPORT...",
	  "  dragoman talks --db talks.db\n"
	  "  dragoman talks --db talks.db --since 2023-12-01 Dornmark\n"
	  "  dragoman talks --db talks.db --knot\n"
	  "  dragoman talks --knot --if release report.txt\n"
	  "  dragoman talks --dot report.txt >knot.dot\n",
	  "Parties stand in alphabetical order under each issue.  Three numbers stand behind each\n"
	  "position: reports, relays, origins; only origins corroborate." },
	{ "show", "One report of a record, as read shows it", cmd_show, "REPORT --db FILE [OPTION]...",
	  "  dragoman show --db talks.db r-3f0c\n"
	  "  dragoman show --db talks.db --json report.txt\n",
	  NULL },
	{ "why", "Why a row is in the record, down to the characters", cmd_why, "ID... --db FILE [OPTION]...",
	  "  dragoman why --db talks.db c-0123456789abcdef\n",
	  "ID is that of any row that list and talks print, or of an attribution." },
	{ "judge", "A person's word on a row: accept, reject, correct, merge, split, note", cmd_judge, "ID VERB [WORDS] --db FILE [OPTION]...",
	  "  dragoman judge --db talks.db --by \"Ada Lind\" c-0123456789abcdef accept\n"
	  "  dragoman judge --db talks.db --by \"Ada Lind\" c-0123456789abcdef correct stance=denies\n"
	  "  dragoman judge --db talks.db --by \"Ada Lind\" c-0123456789abcdef note \"said on the radio\"\n",
	  "The machine's row stays as it is; list, talks, show, why and dump show the judgement beside it." },
	{ "status", "What a record holds", cmd_status, "--db FILE [OPTION]...",
	  "  dragoman status --db talks.db\n",
	  NULL },
	{ "verify", "Check a record: structure, references, texts, spans, ids", cmd_verify, "--db FILE [OPTION]...",
	  "  dragoman verify --db talks.db\n",
	  NULL },
	{ "dump", "Write a whole record as JSON Lines, in an order of its content", cmd_dump, "--db FILE",
	  "  dragoman dump --db talks.db > talks.jsonl\n",
	  "Two records that hold the same give the same bytes." },
	{ "timeline", "What happened and was said, in the order of a clock, or summed by dyad", cmd_timeline, "--db FILE [OPTION]... [ACTOR [RECIPIENT]]",
	  "  dragoman timeline --db talks.db --since 2023-12-01\n"
	  "  dragoman timeline --db talks.db --clock said --type proposal\n"
	  "  dragoman timeline --db talks.db --clock recorded --type event\n",
	  "Three clocks: when a thing happened (about), when it was said, when it was recorded.  What has\n"
	  "no time on the clock comes last.  --dyad sums what is asserted to have happened." },
	{ "export", "Write the events of a record in the files that other tools load", cmd_export, "--db FILE --format NAME [OPTION]...",
	  "  dragoman export --db talks.db --format csv > events.csv\n"
	  "  dragoman export --db talks.db --format gdelt --since 2023-12-01 > events.tsv\n",
	  "Formats: csv, plover (JSON Lines), gdelt (1.0, 58 columns), polecat, geojson.  gdelt and polecat hold only\n"
	  "what is asserted to have happened; the others say the status of each event." },
	{ "actor", "How a phrase that describes an actor is coded: country and sectors", cmd_actor, "[OPTION]... PHRASE...",
	  "  dragoman actor \"the Norwegian defence minister\" \"Hamas officials\"\n"
	  "  dragoman actor --actors mine.tsv - < phrases.txt\n",
	  "Sectors are those of the PLOVER codebook; - stands for nothing said." },
	{ "pack", "Build, check or describe a language pack", cmd_pack, "build|check|info ...",
	  "  dragoman pack info\n"
	  "  dragoman pack check data/en\n"
	  "  dragoman pack build data/en en.pack\n",
	  NULL },
	{ "eval", "Score the analysis against annotated reports", cmd_eval, "GOLD.jsonl...",
	  "  dragoman eval corpus/gold/dev.jsonl\n",
	  NULL },
	{ 0 },
};

static int help(FILE *out)
{
	fputs("Examples:\n"
	      "  dragoman read report.html                who said what, by way of whom, where in the text\n"
	      "  dragoman add --db talks.db archive/      read an archive into a record (stop and resume at will)\n"
	      "  dragoman talks --db talks.db             the state of the talks: who demands, offers, refuses what\n"
	      "  dragoman why --db talks.db p-...         why a row is there, down to the characters\n"
	      "\nUsage: dragoman COMMAND [OPTION]... [ARGUMENT]...\n\nCommands:\n", out);
	for (const struct command *c = commands; c->name; c++)
		fprintf(out, "  %-10s%s\n", c->name, c->summary);
	fputs("\ndragoman COMMAND --help tells more, and man dragoman-COMMAND most.\n"
	      "dragoman --version prints the version.\n", out);
	return out == stdout ? finish(EXIT_DONE) : EXIT_USAGE;
}

int main(int argc, char **argv)
{
	setlocale(LC_CTYPE, "");
	term_init();
	if (argc < 2)
		return help(stderr);
	const char *name = argv[1];
	if (strcmp(name, "--version") == 0) {
		printf("dragoman %s\n", drg_version());
		return finish(EXIT_DONE);
	}
	bool asked = strcmp(name, "help") == 0 || strcmp(name, "--help") == 0 || strcmp(name, "-h") == 0;
	if (asked && argc < 3)
		return help(stdout);
	if (asked)
		name = argv[2];
	for (const struct command *c = commands; c->name; c++) {
		if (strcmp(c->name, name) != 0)
			continue;
		char flag[] = "--help", *two[] = { argv[1], flag, NULL };
		return asked ? c->run(c, 2, two) : c->run(c, argc - 1, argv + 1);
	}
	say("no command \"%s\" (dragoman --help lists them)", name);
	return EXIT_USAGE;
}
