#!/usr/bin/env python3
"""pages_reach.py SET-FOLDER META: why a metadata figure is what it is.

META: the lines of `bench_pages meta`.  For each field, the share of gold values that
we give, and of those that we do not, how many
  title    are another of the page's own titles (a choice between two), or none of them
  date     are the day of the update, or stand nowhere on the page in any usual form
  authors  hold several names, titles or a log-in in one string
A share of the last kinds is out of reach for any rule that does not know the set."""
import calendar, json, os, re, sys
sys.path.insert(0, os.path.join(os.path.dirname(os.path.abspath(__file__)), '..', '..', 'shared', 'measure'))
from score_article import fold, lst

folder, meta = sys.argv[1:3]
gold = json.load(open(os.path.join(folder, 'ground-truth.json'), encoding='utf8'))
ours = [json.loads(l) for l in open(meta, encoding='utf8')]


def forms(day):
    """The usual ways to write a day, as one pattern."""
    y, m, d = day.split('-')
    name, sep, dd = calendar.month_name[int(m)][:3], r'[-/.]', '0?%d' % int(d)
    mm = '0?%d' % int(m)
    return re.compile('|'.join([y + sep + '?' + m + sep + '?' + d, mm + sep + dd + sep + y, dd + sep + mm + sep + y,
                                name + r'[a-z]*\.?\s+' + dd + r'(st|nd|rd|th)?,?\s+' + y, r'\b' + dd + r'(st|nd|rd|th)?[\s-]+' + name + r'[a-z]*\.?,?[\s-]+' + y]), re.I)


def page(key):
    return open(os.path.join(folder, 'html', key + '.html'), encoding='utf8', errors='replace').read()


def share(what, n, parts):
    print('  %-8s %4d' % (what, n), '  '.join('%s %d (%.3f)' % (k, v, v / max(n, 1)) for k, v in parts))


title, date, author = [0] * 3, [0] * 4, [0] * 3
for d in ours:
    g = gold.get(d['id'], {})
    if g.get('title'):
        want, own = fold(g['title']), [fold(d[k]) for k in ('h1', 'og', 'ld', 'html')]
        kind = 0 if fold(d['title']) == want else 1 if want in own or any(o.startswith(want + ' ') for o in own) else 2
        title[kind] += 1
    day = str(g.get('date') or '')[:10]
    if day:
        kind = 0 if d['date'][:10] == day else 1 if d['updated'][:10] == day else 3 if day.count('-') != 2 or not forms(day).search(page(d['id'])) else 2
        date[kind] += 1
    have = {fold(a) for a in d['authors'] + d['relays']}
    for a in lst(g.get('authors')):
        author[0 if fold(a) in have else 1 if re.search(r'[,&(|;]| and | with ', a) or a == a.lower() else 2] += 1
share('title', sum(title), [('ours', title[0]), ('another of its titles', title[1]), ('none of its titles', title[2])])
share('date', sum(date), [('ours', date[0]), ('day of the update', date[1]), ('nowhere on the page', date[3]), ('missed', date[2])])
share('authors', sum(author), [('ours', author[0]), ('several names, titles or a log-in', author[1]), ('missed', author[2])])
