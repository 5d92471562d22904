/* rule.c - from a rule id to its name and place. */
#include "doc/doc.h"
#include "pack/pack.h"

struct rule_ref drg__doc_rule(const struct drg_doc *doc, uint32_t rule)
{
	struct rule_info r;
	if (rule < doc->n_rules)
		return doc->rules[rule];
	if (rule != NONE && doc->pack && drg__pack_rule(doc->pack, rule, &r))
		return (struct rule_ref){ r.name, r.file, r.line, r.doc };
	return (struct rule_ref){ 0 };
}
