"""Tables of the annotation scheme: what the validator allows.

PLOVER types, modes, contexts and quad classes follow the PLOVER manual (draft 0.8, CC BY-SA 4.0), CAMEO codes the
list of the ICEWS distribution (MIT). The manual's summary and its quad table differ on SANCTION; we follow the
section on SANCTION (material conflict, 4)."""

QUAD = {**dict.fromkeys('AGREE CONSULT SUPPORT CONCEDE'.split(), 1), **dict.fromkeys('COOPERATE AID RETREAT'.split(), 2),
        **dict.fromkeys('REQUEST ACCUSE REJECT THREATEN'.split(), 3), **dict.fromkeys('PROTEST SANCTION MOBILIZE COERCE ASSAULT'.split(), 4)}

_REQ = 'assist change yield meet'
MODES = {k: v.split() for k, v in {
    'CONSULT': 'visit third-party multilateral phone', 'RETREAT': 'withdraw release disarm ceasefire access resign',
    'REQUEST': _REQ, 'REJECT': _REQ, 'ACCUSE': 'disapprove investigate allege',
    'THREATEN': 'restrict arrest relations expel territory violence',
    'PROTEST': 'demo riot strike hunger boycott obstruct vandalize', 'SANCTION': 'convict expel withdraw discontinue',
    'MOBILIZE': 'troops weapons police militia',
    'COERCE': 'seize restrict censor curfew martial-law arrest deport withhold misinformation cyber',
    'ASSAULT': 'abduct beat torture sexual targeted destroy primitive firearms explosives suicide-attack aerial drone heavy-weapons crowd-control unconventional',
}.items()}

CONTEXTS = set("""military intelligence executive legislative election political_institutions pro_democracy pro_autocracy economic
legal reparations human_rights rights_freedoms repression human_security gender lgbt religion_ethnicity inequality diplomatic
territory peacekeeping health asylum migration disasters natural_resource environment technology terrorism cbrn cyber
misinformation crime corruption illegal_drugs trafficking""".split())

# Which PLOVER types a CAMEO code may stand beside: longest prefix wins.
CAMEO_TYPES = {k: set(v.split()) for k, v in {
    '01': 'SUPPORT ACCUSE REJECT CONCEDE AGREE', '016': 'REJECT', '015': 'CONCEDE SUPPORT ASSAULT', '019': 'SUPPORT AGREE',
    '02': 'REQUEST AGREE', '03': 'AGREE CONCEDE', '04': 'CONSULT AGREE', '05': 'SUPPORT AGREE', '055': 'CONCEDE', '056': 'CONCEDE SUPPORT',
    '06': 'COOPERATE', '07': 'AID', '08': 'CONCEDE RETREAT', '09': 'ACCUSE', '10': 'REQUEST', '11': 'ACCUSE', '116': 'SANCTION ACCUSE',
    '12': 'REJECT', '13': 'THREATEN', '14': 'PROTEST', '15': 'MOBILIZE', '16': 'SANCTION', '163': 'SANCTION COERCE', '164': 'SANCTION REJECT',
    '17': 'COERCE', '171': 'COERCE ASSAULT PROTEST', '175': 'ASSAULT COERCE', '173': 'COERCE ACCUSE', '18': 'ASSAULT', '19': 'ASSAULT',
    '191': 'COERCE', '192': 'COERCE ASSAULT', '20': 'ASSAULT'}.items()}

CAMEO = set("""01 010 011 012 013 014 015 016 017 018 019 02 020 021 0211 0212 0213 0214 022 023 0231 0232 0233 0234 024 0241
0242 0243 0244 025 0251 0252 0253 0254 0255 0256 026 027 028 03 030 031 0311 0312 0313 0314 032 033 0331 0332
0333 0334 034 0341 0342 0343 0344 035 0351 0352 0353 0354 0355 0356 036 037 038 039 04 040 041 042 043 044 045
046 05 050 051 052 053 054 055 056 057 06 060 061 062 063 064 07 070 071 072 073 074 075 08 080 081 0811 0812
0813 0814 082 083 0831 0832 0833 0834 084 0841 0842 085 086 0861 0862 0863 087 0871 0872 0873 0874 09 090 091
092 093 094 10 100 101 1011 1012 1013 1014 102 103 1031 1032 1033 1034 104 1041 1042 1043 1044 105 1051 1052
1053 1054 1055 1056 106 107 108 11 110 111 112 1121 1122 1123 1124 1125 113 114 115 116 12 120 121 1211 1212
1213 122 1221 1222 1223 1224 123 1231 1232 1233 1234 124 1241 1242 1243 1244 1245 1246 125 126 127 128 129 13
130 131 1311 1312 1313 132 1321 1322 1323 1324 133 134 135 136 137 138 1381 1382 1383 1384 1385 139 14 140 141
1411 1412 1413 1414 142 1421 1422 1423 1424 143 1431 1432 1433 1434 144 1441 1442 1443 1444 145 1451 1452 1453
1454 15 150 151 152 153 154 16 160 161 162 1621 1622 1623 163 164 165 166 1661 1662 1663 17 170 171 1711 1712
172 1721 1722 1723 1724 173 174 175 18 180 181 182 1821 1822 1823 183 1831 1832 1833 184 185 186 19 190 191
192 193 194 195 196 20 200 201 202 203 204 2041 2042""".split())

def cameo_types(code):
    """Types allowed beside a CAMEO code, by its longest listed prefix; None if the code does not exist."""
    if code not in CAMEO: return None
    return next((CAMEO_TYPES[code[:n]] for n in (4, 3, 2) if code[:n] in CAMEO_TYPES), set())

SECTORS = set('GOV MIL REB OPP PTY COP JUD SPY MED EDU BUS CVL IGO NGO MOD LAB REF LEG PRM ELI AGR CRM UAF HLH SOC REL DEV ENV'.split())

KINDS = 'person group org state outlet reporter document unnamed place other'.split()
FORMS = {'n': 'name', 'd': 'nominal', 'p': 'pronoun'}
ROLES = 'publisher relay reporter addressee issuer speaker unspecified'.split()
BASES = 'explicit implicit inherited inferred'.split()
STANCES = 'asserts denies doubts asks confirms declines'.split()
FACTS = 'CT+ CT- PR+ PR- PS+ PS- Uu'.split()
ZONES = 'title dateline headline promo credit caption'.split()
POSITION_STANCES = 'demands offers accepts rejects refuses_until wants does_not_want open_to appreciates'.split()
ASPECTS = 'new continuing resumed ended'.split()
ISSUES = ('end_of_fighting pause release exchange aid withdrawal access status guarantees reconstruction disarmament amnesty '
          'elections other').split()
CONDITIONS = 'precondition sequence exchange deadline threat exception simultaneous'.split()
PROPOSAL_STATES = ('mooted offered conveyed under_study accepted accepted_with_changes countered rejected withdrawn lapsed '
                   'existence_denied existence_unknown').split()
AGREEMENT_STATUS = 'potential announced in_effect extended violated ended past_end_unknown'.split()
FORMATS = 'direct indirect shuttle not_stated'.split()
OPERATORS = 'eq approx gt ge lt le nearly range ordinal unstated'.split()
MEASURES = ('held released killed injured displaced missing arrested evacuated rescued affected troops participants votes seats '
            'money aid weapons attacks visits sentence other').split()
PRONOUNS = set("""i me my mine myself we us our ours ourselves you your yours yourself he him his himself she her hers herself it its
itself they them their theirs themselves""".split())

def status(polarity, modality, temporality, contested):
    """The one-word status of an event; the first line that applies decides. What says most strongly "this did not simply happen"
    stands first; an accusation of planning stays an accusation; what is expected or planned is future, not hypothetical."""
    if polarity == '-': return 'negated'
    if modality == 'wanted': return 'requested'
    if modality in ('conditional', 'possible'): return 'hypothetical'
    if contested: return 'alleged'
    if temporality == 'future': return 'future'
    if modality == 'probable': return 'hypothetical'
    if temporality == 'background': return 'historical'
    return 'asserted'
