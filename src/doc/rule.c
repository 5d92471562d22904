/* rule.c - from a rule id to its name and place. */
#include "doc/doc.h"

struct rule_ref drg__doc_rule(const struct drg_doc *doc, uint32_t rule)
{
	if (rule < doc->n_rules)
		return doc->rules[rule];
	return (struct rule_ref){ { 0 }, { 0 }, 0 };
}
