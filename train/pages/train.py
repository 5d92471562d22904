#!/usr/bin/env python3
"""train.py DUMPS-FOLDER SETS-FOLDER [--out article_model.c] [--cv OUT-FOLDER]

Fits the block model of src/ingest/article.c.

Input: SET.dump (bench_pages dump) and SET/ground-truth.json for each set.
Gold of a block: at least half of its 4-gram shingles (or, below four words,
its whole line) stand in the gold text.  Two boosted models: the first sees a
block, the second also the first's scores around it (out of fold).  Class and
word tables are log odds with every site counted once, also out of fold.

--cv: five folds over sites; writes OUT/SET.json, predictions for every page
by models that saw no page of its site.  This is the figure to quote.
--out: fits on everything and writes the C table.

Seeded; needs numpy and lightgbm (train/pages/requirements.txt)."""
import argparse, hashlib, json, os, re, sys
from collections import Counter
import numpy as np
import lightgbm as lgb

ap = argparse.ArgumentParser()
ap.add_argument('dumps'); ap.add_argument('sets')
ap.add_argument('--out'); ap.add_argument('--cv')
ap.add_argument('--thr', type=int, default=500)
ap.add_argument('--trees', type=int, nargs=2, default=[60, 100])
ap.add_argument('--leaves', type=int, nargs=2, default=[16, 16])
ap.add_argument('--use', default='fundus-en,newspaper4k,wcxb-dev')
A = ap.parse_args()
ROOT = os.path.join(os.path.dirname(os.path.abspath(__file__)), '..', '..')
hdr = open(os.path.join(ROOT, 'src/ingest/article.h')).read()
def xlist(macro):
    body = re.search(r'#define %s\(X\)((?:.*\\\n)*.*\n)' % macro, hdr).group(1)
    return re.findall(r'X\((\w+)\)', body)
BASE, CTX = xlist('ARTICLE_FEATURES'), xlist('ARTICLE_CONTEXT')
F = {n: i for i, n in enumerate(BASE + CTX)}
NB, NALL = len(BASE), len(BASE) + len(CTX)
TOK = re.compile(r'\w+')


def grams(text):
    k = TOK.findall(text)
    return k, [tuple(k[i:i + 4]) for i in range(max(1, len(k) - 3))] if k else []


# ------------------------------------------------------------------- load
pages, X, Y, W, TXT = [], [], [], [], []
ctok, cblk, clev, wtok, wblk = [], [], [], [], []
par, sig = [], []
for s in A.use.split(','):
    gold = json.load(open(os.path.join(A.sets, s, 'ground-truth.json')))
    for line in open(os.path.join(A.dumps, s + '.dump'), encoding='utf8'):
        d = json.loads(line)
        g = gold.get(d['id'])
        if not g or not g.get('articleBody'):
            continue
        site = re.sub(r'^www\.', '', re.sub(r'^https?://([^/:]*).*', r'\1', g.get('url') or d['id']))
        gt, gg = grams(g['articleBody'])
        gset = Counter(gg)
        lines = {' '.join(TOK.findall(l)) for l in g['articleBody'].split('\n')}
        gjoin = ' ' + ' '.join(gt) + ' '
        lo = len(X)
        seen = Counter()
        for b in d['blocks']:
            k, bg = grams(b['t'])
            i = len(X)
            if len(k) >= 4:
                hit = sum(x in gset for x in bg)
                y = hit / len(bg)
            else:
                z = ' '.join(k)
                y = 1.0 if z and z in lines else 0.3 if len(k) >= 2 and ' ' + z + ' ' in gjoin else 0.0
            X.append(b['f']); Y.append(y); W.append(len(k)); TXT.append(b['t']); par.append(b['par']); sig.append(b['sig'])
            for lev, toks in enumerate(b['c']):
                ctok += toks; cblk += [i] * len(toks); clev += [lev] * len(toks)
            wtok += b['w']; wblk += [i] * len(b['w'])
        pages.append((s, d['id'], site, lo, len(X)))
X = np.array(X, np.int16); Y = np.array(Y, np.float32); W = np.array(W, np.int32)
ctok = np.array(ctok, np.uint32); cblk = np.array(cblk, np.int32); clev = np.array(clev, np.int16)
wtok = np.array(wtok, np.uint32); wblk = np.array(wblk, np.int32)
par = np.array(par, np.int64)
_, sig = np.unique(np.array(sig, np.uint64), return_inverse=True)
sites = sorted({p[2] for p in pages})
page_site = np.array([sites.index(p[2]) for p in pages])
blk_page = np.zeros(len(X), np.int32)
for i, p in enumerate(pages):
    blk_page[p[3]:p[4]] = i
blk_site = page_site[blk_page]
print('pages', len(pages), 'sites', len(sites), 'blocks', len(X), 'positive', int((Y > .5).sum()), file=sys.stderr)
LAB = (Y >= .5).astype(np.int8)
WT = np.minimum(np.maximum(W, 1), 150).astype(np.float32) ** .6
# each page weighs the same
tot = np.bincount(blk_page, WT * np.where(LAB, 1, .6), len(pages))
WT = WT * np.where(LAB, 1, .6) / np.maximum(tot[blk_page], 1) * 20

# ------------------------------------------------------------------- tables
def votes(tok, blk):
    """Per token and site: the weighted share of blocks that are report text."""
    key = tok.astype(np.uint64) * np.uint64(1 << 12) + blk_site[blk].astype(np.uint64)
    u, inv = np.unique(key, return_inverse=True)
    w = WT[blk]
    rate = np.bincount(inv, w * LAB[blk]) / np.maximum(np.bincount(inv, w), 1e-9)
    th, ti = np.unique(u >> np.uint64(12), return_inverse=True)
    return th.astype(np.uint32), ti, (u & np.uint64(4095)).astype(np.int32), rate


VOTES = votes(ctok, cblk), votes(wtok, wblk)


def table(v, site_ok, min_sites, scale=8):
    """Log odds per token from the sites allowed, each site one vote: (sorted hashes, int8)."""
    th, ti, site, rate = v
    m = site_ok[site]
    n = np.bincount(ti[m], minlength=len(th)); p = np.bincount(ti[m], rate[m], len(th))
    score = np.round(scale * np.log((p + 1) / (n - p + 1))).clip(-64, 64).astype(np.int8)
    keep = (n >= min_sites) & (score != 0)
    return th[keep], score[keep]


def look(tab, tok):
    h, s = tab
    i = np.searchsorted(h, tok).clip(0, len(h) - 1)
    return np.where(h[i] == tok, s[i], 0).astype(np.int32)


def trunc(a, b):
    return (np.sign(a) * (np.abs(a) // b)).astype(np.int64)


def put_lexical(X, rows, ct, wt):
    """Fill the nb_ and tw_ features of the blocks in mask rows."""
    m = rows[cblk]
    sc = look(ct, ctok[m]); b = cblk[m]; lev = clev[m]
    key = b.astype(np.int64) * 600 + lev
    u, inv = np.unique(key, return_inverse=True)
    s = np.bincount(inv, sc).astype(np.int64)
    ub, ul = u // 600, u % 600
    n = len(X)
    for name, l in (('nb_self', 0), ('nb_par', 1), ('nb_gp', 2)):
        v = np.zeros(n, np.int64); k = ul == l; v[ub[k]] = s[k]
        X[rows, F[name]] = v[rows]
    mn = np.zeros(n, np.int64); np.minimum.at(mn, ub, s)
    mx = np.zeros(n, np.int64); np.maximum.at(mx, ub, s)
    sm = np.bincount(ub, s, n).astype(np.int64)
    X[rows, F['nb_min']] = mn[rows]; X[rows, F['nb_max']] = mx[rows]; X[rows, F['nb_sum']] = sm[rows]
    m = rows[wblk]
    sc = look(wt, wtok[m]); b = wblk[m]
    cnt = np.bincount(b, minlength=n)
    sm = np.bincount(b, sc, n).astype(np.int64)
    mn = np.zeros(n, np.int64); np.minimum.at(mn, b, sc)
    start = np.concatenate([[True], b[1:] != b[:-1]]) if len(b) else np.zeros(0, bool)
    idx = np.arange(len(b)); first = np.maximum.accumulate(np.where(start, idx, 0)) if len(b) else idx
    f3 = np.bincount(b[idx - first < 3], sc[idx - first < 3], n).astype(np.int64)
    words = np.maximum(cnt, 1)
    mean = trunc(sm * 8, words)
    X[rows, F['tw_mean']] = mean[rows]; X[rows, F['tw_min']] = mn[rows]; X[rows, F['tw_first']] = f3[rows]
    X[rows, F['tw_sum']] = sm[rows].clip(-30000, 30000)
    prev = np.concatenate([[0], X[:-1, F['tw_mean']]]); nxt = np.concatenate([X[1:, F['tw_mean']], [0]])
    isfirst = np.concatenate([[True], blk_page[1:] != blk_page[:-1]]); islast = np.concatenate([blk_page[1:] != blk_page[:-1], [True]])
    prev[isfirst] = 0; nxt[islast] = 0
    X[rows, F['tw_prev']] = prev[rows]; X[rows, F['tw_next']] = nxt[rows]


def tables(train_sites):
    ok = np.zeros(len(sites), bool)
    ok[list(train_sites)] = True
    return table(VOTES[0], ok, 3), table(VOTES[1], ok, 6)


def context(X, s1, page_list):
    """As score_context() of article.c."""
    for p in page_list:
        lo, hi = pages[p][3], pages[p][4]
        n = hi - lo
        s = s1[lo:hi].astype(np.int64)
        x = X[lo:hi]
        x[:, F['s_self']] = s.clip(-30000, 30000)
        for name, o in (('s_prev', 1), ('s_prev2', 2), ('s_prev3', 3)):
            v = np.full(n, -30000); v[o:] = s[:-o] if n > o else s[:0]; x[:, F[name]] = v.clip(-30000, 30000)
        for name, o in (('s_next', 1), ('s_next2', 2), ('s_next3', 3)):
            v = np.full(n, -30000)
            if n > o: v[:-o] = s[o:]
            x[:, F[name]] = v.clip(-30000, 30000)
        for name, g in (('s_par', par), ('s_sig', sig)):
            u, inv = np.unique(g[lo:hi], return_inverse=True)
            sm = np.bincount(inv, s).astype(np.int64); c = np.bincount(inv)
            x[:, F[name]] = trunc(sm, c)[inv].clip(-30000, 30000)
        cs = np.concatenate([[0], np.cumsum(s)])
        i = np.arange(n); a = np.maximum(i - 5, 0); b = np.minimum(i + 6, n)
        x[:, F['s_window']] = trunc(cs[b] - cs[a], b - a).clip(-30000, 30000)
        x[:, F['s_rank']] = (s - max(s.max(), -30000)).clip(-30000, 30000)
        good = s > 0
        last = np.maximum.accumulate(np.where(good, i, -10**6))
        prev = np.concatenate([[-10**6], last[:-1]])
        since = np.where(prev >= 0, i - prev - 1, i + 1000)
        nxt = np.minimum.accumulate(np.where(good, i, 10**7)[::-1])[::-1]
        nx = np.concatenate([nxt[1:], [10**7]])
        until = np.where(nx < 10**6, nx - i - 1, n - 1 - i + 1000)
        x[:, F['s_before']] = since.clip(0, 30000); x[:, F['s_after']] = until.clip(0, 30000)
        h = np.isin(x[:, F['tag']], HEADS)
        fol = np.full(n, -30000)
        stop = np.zeros(n, bool)
        for o in (1, 2, 3):
            hs = np.zeros(n, bool); v = np.full(n, -30000)
            if n > o:
                hs[:-o] = h[o:]; v[:-o] = s[o:]
            stop |= hs
            fol = np.where(stop, fol, np.maximum(fol, v))
        x[:, F['s_heading']] = fol.clip(-30000, 30000)


tags = re.findall(r'X\((\w+), "[^"]*"\)', hdr_html := open(os.path.join(ROOT, 'src/ingest/html.h')).read())
HEADS = [2 + tags.index(h) for h in ('H1', 'H2', 'H3', 'H4', 'H5', 'H6')]


def fit(x, y, w, trees, leaves, seed):
    # Half of the plain menu entries say as much as all.
    easy = (y == 0) & (x[:, F['words']] < 6) & (x[:, F['link']] > 800)
    take = ~easy | (np.random.RandomState(seed).rand(len(y)) < .3)
    w = np.where(easy, w / .3, w)[take]
    x, y = x[take], y[take]
    return lgb.train(dict(objective='binary', learning_rate=.12 if trees < 80 else .09, num_leaves=leaves, min_data_in_leaf=40, feature_fraction=.5,
                          bagging_fraction=.8, bagging_freq=1, lambda_l2=5, seed=seed, num_threads=1, verbose=-1, deterministic=True, force_row_wise=True, max_bin=63),
                     lgb.Dataset(x.astype(np.float32), y, weight=w), trees)


def integers(model):
    """The model as integers: list of (splits, leaves)."""
    out = []
    for t in model.dump_model()['tree_info']:
        splits, leaves = [], []
        def walk(n):
            if 'leaf_value' in n:
                leaves.append(int(round(n['leaf_value'] * 1000)))
                return -len(leaves)  # ~index
            me = len(splits)
            splits.append(None)
            thr = int(np.floor(n['threshold']))
            l = walk(n['left_child']); r = walk(n['right_child'])
            splits[me] = (n['split_feature'], max(-32768, min(32767, thr)), l, r)
            return me
        walk(t['tree_structure'])
        out.append((splits, leaves))
    return out


def run(ints, x):
    s = np.zeros(len(x), np.int64)
    for splits, leaves in ints:
        lv = np.array(leaves, np.int64)
        if not splits:
            s += lv[0]
            continue
        f, t, l, r = (np.array(c) for c in zip(*splits))
        at = np.zeros(len(x), np.int64)
        live = np.arange(len(x))
        while len(live):
            a = at[live]
            go = x[live, f[a]] <= t[a]
            at[live] = np.where(go, l[a], r[a])
            live = live[at[live] >= 0]
        s += lv[-at - 1]
    return s


def folds(site_ids, k, seed):
    """Sites into k folds of about equal pages."""
    rnd = np.random.RandomState(seed)
    u = np.array(sorted(set(site_ids)))
    rnd.shuffle(u)
    size = {s: int((page_site == s).sum()) for s in u}
    load, to = [0] * k, {}
    for s in sorted(u, key=lambda s: -size[s]):
        i = int(np.argmin(load)); to[s] = i; load[i] += size[s]
    return to


def pages_of(mask_sites):
    return [i for i in range(len(pages)) if page_site[i] in mask_sites]


def rows_of(page_list):
    m = np.zeros(len(X), bool)
    for p in page_list:
        m[pages[p][3]:pages[p][4]] = True
    return m


def fit_all(train_sites, seed):
    """Tables, both models and threshold from these sites."""
    XX = X.copy()
    train = rows_of(pages_of(train_sites))
    to = folds(train_sites, 4, seed)
    for k in range(4):
        b = rows_of(pages_of({s for s in train_sites if to[s] == k}))
        put_lexical(XX, b, *tables([s for s in train_sites if to[s] != k]))
    s1 = np.zeros(len(X), np.int64)
    for k in range(4):
        a = rows_of(pages_of({s for s in train_sites if to[s] != k})); b = rows_of(pages_of({s for s in train_sites if to[s] == k}))
        m = integers(fit(XX[a][:, :NB], LAB[a], WT[a], A.trees[0], A.leaves[0], seed))
        s1[b] = run(m, XX[b])
    context(XX, s1, pages_of(train_sites))
    m2 = integers(fit(XX[train], LAB[train], WT[train], A.trees[1], A.leaves[1], seed))
    m1 = integers(fit(XX[train][:, :NB], LAB[train], WT[train], A.trees[0], A.leaves[0], seed))
    ct, wt = tables(train_sites)
    return ct, wt, m1, m2


def predict(model, page_list):
    ct, wt, m1, m2 = model
    XX = X.copy()
    rows = rows_of(page_list)
    put_lexical(XX, rows, ct, wt)
    s1 = np.zeros(len(X), np.int64)
    s1[rows] = run(m1, XX[rows])
    context(XX, s1, page_list)
    s2 = np.zeros(len(X), np.int64)
    s2[rows] = run(m2, XX[rows])
    return s2


sys.path.insert(0, os.path.join(ROOT, '..', 'shared', 'measure'))
import score_article as sa


def evaluate(s2, page_list, thr, write=None):
    res = {}
    for s in A.use.split(','):
        gold = json.load(open(os.path.join(A.sets, s, 'ground-truth.json')))
        L, pred, wf = [], {}, []
        for p in page_list:
            if pages[p][0] != s:
                continue
            t = '\n\n'.join(TXT[i] for i in range(pages[p][3], pages[p][4]) if s2[i] > thr)
            pred[pages[p][1]] = {'articleBody': t}
            L.append(sa.tpfpfn(gold[pages[p][1]]['articleBody'], t))
            wf.append(sa.word_f1(gold[pages[p][1]]['articleBody'], t))
        if L:
            res[s] = sa.body_metrics(L) + (sum(wf) / len(wf),)
        if write:
            json.dump(pred, open(os.path.join(write, s + '.json'), 'w'))
    return res


if A.cv:
    to = folds(range(len(sites)), 5, 1)
    s2 = np.zeros(len(X), np.int64)
    for k in range(5):
        model = fit_all({i for i in range(len(sites)) if to[i] != k}, 7)
        test = pages_of({i for i in range(len(sites)) if to[i] == k})
        out = predict(model, test)
        rows = rows_of(test)
        s2[rows] = out[rows]
        print('fold', k, file=sys.stderr)
    for thr in (300, 500, 700, 1000):
        r = evaluate(s2, range(len(pages)), thr)
        print(thr, {k: tuple(round(x, 4) for x in v) for k, v in r.items()})
    # the oracle: the best these blocks allow
    print('oracle', {k: tuple(round(x, 4) for x in v) for k, v in evaluate((Y >= .5).astype(int), range(len(pages)), 0).items()})
    os.makedirs(A.cv, exist_ok=True)
    print('cv', {k: tuple(round(x, 4) for x in v) for k, v in evaluate(s2, range(len(pages)), A.thr, A.cv).items()})
    np.savez(os.path.join(A.cv, 'scores.npz'), s2=s2, Y=Y)

if A.out:
    ct, wt, m1, m2 = fit_all(set(range(len(sites))), 7)
    o = ['/* Generated by train/pages/train.py: do not edit.',
         ' * Fitted on %s: %d pages of %d sites; gold and pages: see ../shared/data/README.md' % (A.use, len(pages), len(sites)),
         ' * (annotations Apache-2.0, CC BY, MIT; no text of theirs is in this table). */', '#include "ingest/article.h"', '']
    for name, tab in (('class', ct), ('word', wt)):
        size = 64
        while size < len(tab[0]) * 2:
            size *= 2
        hs, ss = [0] * size, [0] * size
        for h, s in sorted(zip(tab[0].tolist(), tab[1].tolist())):
            i = h & (size - 1)
            while hs[i]:
                i = (i + 1) & (size - 1)
            hs[i], ss[i] = h, s
        o.append('static const uint32_t %s_hash[%d] = {' % (name, size))
        for i in range(0, size, 16):
            o.append('\t' + ','.join('%d' % h for h in hs[i:i + 16]) + ',')
        o.append('};')
        o.append('static const int8_t %s_score[%d] = {' % (name, size))
        for i in range(0, size, 32):
            o.append('\t' + ','.join(map(str, ss[i:i + 32])) + ',')
        o.append('};')
        o.append('const struct article_lexicon drg__article_%s = { %s_hash, %s_score, %d };' % (name, name, name, size))
    for i, m in enumerate((m1, m2)):
        o.append('static const struct article_split split_%d[] = {' % i)
        ts, tl = [0], [0]
        for splits, leaves in m:
            # children of a split: rows in this tree, leaves as ~i
            o.append('\t' + ' '.join('{%d,%d,%d,%d},' % (f, t, l, r) for f, t, l, r in splits))
            ts.append(ts[-1] + len(splits)); tl.append(tl[-1] + len(leaves))
        o.append('};')
        o.append('static const int16_t leaf_%d[] = {' % i)
        for _, leaves in m:
            o.append('\t' + ','.join(map(str, leaves)) + ',')
        o.append('};')
        o.append('static const uint32_t split_at_%d[] = { %s };' % (i, ', '.join(map(str, ts))))
        o.append('static const uint32_t leaf_at_%d[] = { %s };' % (i, ', '.join(map(str, tl))))
    o.append('const struct article_trees drg__article_model[2] = {')
    for i, m in enumerate((m1, m2)):
        o.append('\t{ split_%d, leaf_%d, split_at_%d, leaf_at_%d, %d, 0 },' % (i, i, i, i, len(m)))
    o += ['};', 'const int32_t drg__article_threshold = %d;' % A.thr, '']
    open(A.out, 'w').write('\n'.join(o))
    s2 = predict((ct, wt, m1, m2), range(len(pages)))
    print('fitted', {k: tuple(round(x, 4) for x in v) for k, v in evaluate(s2, range(len(pages)), A.thr).items()})
