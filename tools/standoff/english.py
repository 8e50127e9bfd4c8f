"""Word lists of English for comparing claims. Other languages pass through untouched: no list here knows their words.

All lists were written for this project from general knowledge of the language; none is taken from a data set.
"""

from __future__ import annotations


def _set(words: str) -> frozenset[str]:
    return frozenset(words.split())


STOP = _set("""
a an the this that these those it its itself he she they them their his her we our you your i who whom whose which
what
is are was were be been being am do does did done doing have has had having will would shall
to of and or as at by for in on with about between among into onto upon than then so such there here when where while
also too just own very quite both each per via within including pose poses posed s t re ve ll d m
""")
"""Words that carry no content of their own. Kept out on purpose: before, after, from, under, over, against, more …"""

NEGATORS = _set("not no never nobody nothing none neither nor without cannot nowhere")
REVERSERS = _set("""
fail refuse deny decline reject lack avoid prevent stop halt cease cancel doubt dispute false untrue hardly barely
scarcely seldom rarely unlikely impossible ban forbid block anti non un de against unable neglect omit refrain abstain
forgo oppose prohibit bar outlaw veto revoke rescind repeal overturn refute rebut debunk disprove contradict abandon
scrap
hinder thwart impede incapable insufficient unwilling reluctant
""")
"""Words that turn what follows into its opposite, or take it back."""
DENIERS = _set("""
fail refuse deny decline neglect omit refrain abstain unable unwilling incapable unlikely impossible hardly barely
scarcely
seldom rarely false untrue
""")
"""Those that deny the very clause they govern; the others are mostly about a thing ('prevents poverty')."""
NEGATIVE = _set("""
ineffective inefficient unnecessary unneeded unresolved unsolved unclear unsafe unfair unequal unjust unhealthy unwise
unrealistic illegal unlawful immoral irrelevant irresponsible inadequate invalid inaccurate inappropriate incorrect
ineligible unsuccessful unsustainable unacceptable unconstitutional undemocratic undesirable unethical unfounded
unhelpful
unpopular unproductive unreliable unsuitable unwanted unworkable useless pointless harmless meaningless hopeless
powerless
obsolete
""")
"""Adjectives that hold a negation: 'inefficient' says what 'not effective' says."""

CHANGES = _set("""
rise fall grow drop increase decrease cut decline jump climb shrink reduce raise slip soar surge plunge expand narrow
widen
swell double triple lower
""")
"""Verbs after which 'to 30' and '30' mean different things."""

TITLES = _set("""
president chancellor minister senator governor mayor king queen prince princess pope bishop general colonel captain
sergeant prof gen sen gov rep lt col capt sgt rev prime vice deputy admiral judge justice professor secretary
ambassador premier representative congressman congresswoman mr mrs ms
majesty highness excellency holiness honourable lieutenant commander marshal cardinal archbishop rabbi imam
ayatollah duke duchess earl baron count judge miss madam emeritus dr sir dame lord lady chairman chairwoman chief
sheikh sultan emperor pastor reverend detective sheriff
""")
"""Words before a name that say what somebody is; they do not make another person of him."""

LEGAL_FORMS = _set("corporation incorporated limited plc gmbh llc ag sa nv bv spa co company group holding")
"""Words after the name of a company that say of which kind it is."""
LIGHT = _set("make take conduct carry give do hold launch undertake perform reach")
"""Verbs that say little beside a noun made of a verb: 'reached a decision'."""
WEEKDAYS = _set("monday tuesday wednesday thursday friday saturday sunday")

PROSPECTS = _set("""
try attempt promise plan want wish hope seek intend threaten offer agree vow pledge allow permit expect propose
prepare
aim strive pretend ask order authorise decide
""")
"""Verbs after which an infinitive tells what may not have happened: 'tried to rob'."""
TELLING = _set("""
say tell claim argue report announce warn declare insist maintain note add explain write state suggest believe think
fear estimate predict expect allege admit concede acknowledge stress emphasise reveal complain testify assert contend
recommend demand conclude find show indicate confirm deny dispute doubt reckon hold hope
""")
"""Verbs of telling and thinking: who stands before them is the source."""
THOUGHT = _set("""
intention threat possible possibility risk prospect likelihood perceive suppose suspect allegation accusation accuse
label rumour rumor fear hope belief claim dream imagine scenario proposal
""")
"""Words beside which a sentence is not told as true: 'the threat to close', 'the perceived delay'."""
HEDGES = _set("""
may might could can maybe perhaps possibly likely probably reportedly allegedly apparently seem appear potentially
seemingly supposedly presumably
""")
DUTIES = _set("should must ought need needs needed")
CONDITIONS = _set("if unless provided whether")
WEAK = _set("""
some many most few several almost nearly partly partially sometimes often usually mainly mostly largely generally
occasionally somewhat
""")
"""Quantities and frequencies that say less than the bare sentence."""
LIMITS = _set("until unless except only just merely matter")
"""After a negation, words that take it back: 'not until', 'not only', 'no matter'."""
STRONG = _set("all every always only entirely completely fully any solely except excluding")

PREPOSITIONS = _set("""
in at on during since until after before by from under over with without against for within throughout following
""")
NAMING = _set("called dubbed named termed nicknamed titled renamed")
NAMING_AS = _set("known referred described labelled labeled")
"""Followed by 'as': what comes after is said of the words, so another name of the same thing is another claim."""
TAKING_PART = _set("""
attend include participate join meet talk take part delegation delegate meeting representative counterpart member side
""")
"""Words of a claim that says no more than that somebody took part in something."""
SYMMETRIC = _set("meet cooperate compete disagree differ clash collaborate")
"""Stems of predicates whose participants may change places."""

_ANTONYMS = """
accept/reject accept/refuse agree/disagree allow/forbid allow/ban allow/prevent allow/prohibit permit/ban
permit/forbid permit/prohibit legal/illegal appear/disappear approve/reject approve/disapprove arrive/depart
arrive/leave attack/defend ally/enemy ally/adversary friend/enemy friend/foe above/below ahead/behind alive/dead
always/never ancient/modern before/after begin/end begin/finish begin/stop best/worst better/worse big/small big/tiny
large/small largest/smallest biggest/smallest boost/cut boost/reduce build/destroy buy/sell cause/prevent
cheap/expensive clean/dirty close/open closed/open near/far nearest/farthest combine/separate come/go confirm/deny
constructive/destructive create/destroy cool/warm cold/hot cold/warm correct/incorrect correct/wrong day/night
decline/rise decline/grow decrease/increase decrease/rise decrease/grow deep/shallow defeat/victory die/live born/die
die/survive difficult/easy hard/easy hard/soft direct/indirect domestic/foreign early/late earlier/later
earliest/latest east/west eastern/western north/south northern/southern easier/harder enter/leave enter/exit
everything/nothing everyone/nobody expand/contract expand/shrink export/import fail/succeed failure/success fall/rise
fall/climb false/true fast/slow faster/slower female/male woman/man girl/boy mother/father daughter/son sister/brother
wife/husband few/many fewer/more less/more least/most first/last former/current former/latter former/present
forward/backward frequent/rare friendly/hostile full/empty future/past gain/lose gain/loss give/take give/receive
good/bad good/evil great/terrible guilty/innocent happy/sad happy/unhappy harm/benefit harm/help hurt/help
harmful/beneficial harmful/harmless heavy/light hero/villain hide/reveal high/low higher/lower highest/lowest
improve/worsen improve/deteriorate improve/damage include/exclude inside/outside indoor/outdoor join/leave joy/sorrow
junior/senior keep/lose keep/drop lead/follow leader/follower left/right lend/borrow lenient/strict like/dislike
like/hate like/loathe love/hate likely/unlikely long/short longer/shorter loosen/tighten lose/win loss/win loss/profit
defeat/win majority/minority maximum/minimum major/minor natural/artificial negative/positive new/old newest/oldest
young/old younger/older youngest/oldest offense/defense offensive/defensive old/recent oppose/support oppose/favour
oppose/favor opponent/supporter oppose/back against/for optimistic/pessimistic over/under partial/complete peace/war
permanent/temporary plus/minus poor/rich poverty/wealth powerful/weak powerful/powerless praise/criticize
praise/criticise praise/condemn presence/absence present/absent private/public promote/demote protect/endanger
protect/harm protect/threaten public/secret push/pull quick/slow quiet/loud raise/lower raise/cut raise/reduce
raise/drop raise/fall reduce/increase remember/forget remove/add remove/install rural/urban safe/dangerous safe/unsafe
safer/riskier same/different same/opposite save/spend save/waste seldom/often shallow/deep simple/complex
simple/complicated single/married single/multiple start/stop start/end start/finish strength/weakness
strengthen/weaken strong/weak stronger/weaker success/failure succeed/fail sufficient/insufficient superior/inferior
support/reject support/undermine tall/short taller/shorter tense/relaxed thick/thin tight/loose top/bottom
transparent/opaque trust/distrust trust/suspect unite/divide up/down upper/lower upward/downward useful/useless
important/insignificant
vanish/appear victory/loss voluntary/mandatory compulsory/voluntary compulsory/optional warm/chilly wide/narrow
win/lose winner/loser wise/foolish with/without escalate/defuse escalate/calm ease/heighten ease/raise ease/increase
tension/détente hope/fear hope/despair advantage/disadvantage asset/liability attract/repel birth/death brave/cowardly
bright/dark calm/tense capable/incapable certain/uncertain comfort/discomfort consent/dissent conservative/liberal
democratic/authoritarian encourage/discourage equal/unequal equality/inequality fair/unfair free/captive fresh/stale
generous/stingy gradual/sudden honest/dishonest hostile/peaceful impose/lift introduce/abolish justice/injustice
justify/condemn known/unknown lawful/unlawful lift/impose moral/immoral necessary/unnecessary normal/abnormal
numerous/few open/shut optional/required ordinary/extraordinary popular/unpopular possible/impossible prove/disprove
regular/irregular reliable/unreliable respect/contempt responsible/irresponsible restore/abolish reward/punish
rise/drop rough/smooth sane/insane stable/unstable stabilize/destabilize stabilise/destabilise
stabilization/destabilization tolerate/forbid total/partial truth/lie valid/invalid visible/invisible welcome/reject
willing/unwilling worthy/unworthy adversarial/collaborative adversarial/cooperative competition/cooperation
competitive/cooperative competitive/collaborative conflict/cooperation confrontation/cooperation enhance/diminish
enhance/reduce expedite/delay hasten/delay accelerate/slow acquit/convict advance/retreat amateur/professional
ascend/descend attend/miss employ/dismiss hire/fire host/guest innocent/guilty inferior/superior interior/exterior
internal/external maternal/paternal majority/handful marry/divorce military/civilian mortal/immortal occupy/vacate
plentiful/scarce predecessor/successor prior/subsequent pro/anti pro/con rational/irrational teacher/student
theist/atheist king/queen actor/actress prince/princess uncle/aunt nephew/niece host/hostess
"""
ANTONYMS = [tuple(pair.split("/")) for pair in _ANTONYMS.split()]
PREFIXES = ("un", "in", "im", "ir", "il", "dis", "non", "mis", "anti", "counter", "de", "a")
"""Prefixes that negate: 'stable' against 'unstable'. Only used where both words stand against each other."""

_IRREGULAR = """
met meet|held hold|said say|took take|taken take|chose choose|chosen choose|began begin|begun begin|broke break
broken break|told tell|made make|gave give|given give|went go|gone go|came come|saw see|seen see|led lead|sent send
spoke speak|spoken speak|lost lose|won win|grew grow|grown grow|rose rise|risen rise|fell fall|fallen fall|kept keep
brought bring|bought buy|sold sell|built build|fought fight|thought think|found find|got get|gotten get|knew know
known know|wrote write|written write|stood stand|understood understand|withdrew withdraw|withdrawn withdraw|ran run
spent spend|paid pay|meant mean|became become|felt feel|heard hear|laid lay|drew draw|drawn draw|flew fly
threw throw|sought seek|taught teach|caught catch|struck strike|shot shoot|sang sing|sung sing|wore wear|worn wear
drove drive|driven drive|ate eat|eaten eat|died die|dies die|dying die|lies lie|women woman|men man|children child
people people|lives life|wives wife|forces force|series series|species species|news news|politics politics|us us
leaves leave|used use|using use|left leave|united united|directed direct|best best|worst worst|bred breed|fed feed
hid hide|hidden hide|swam swim|swore swear|stole steal|stolen steal|woke wake|sank sink|sunk sink|rode ride
ridden ride
""".replace("\n", "|")
IRREGULAR: dict[str, str] = {}
for _pair in filter(None, _IRREGULAR.split("|")):
    _form, _stem = _pair.split()
    IRREGULAR[_form] = _stem

_COUNT = """zero one two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen sixteen
seventeen eighteen nineteen twenty"""
UNITS = {word: n for n, word in enumerate(_COUNT.split())} | {
    "thirty": 30, "forty": 40, "fifty": 50, "sixty": 60, "seventy": 70, "eighty": 80, "ninety": 90, "dozen": 12}
SCALES = {"hundred": 100, "thousand": 10**3, "million": 10**6, "billion": 10**9, "trillion": 10**12}
_RANKS = "first second third fourth fifth sixth seventh eighth ninth tenth eleventh twelfth"
ORDINALS = {word: n for n, word in enumerate(_RANKS.split(), 1)}
MEASURES = _set("""
second minute hour day week month year decade century metre meter kilometre kilometer centimetre centimeter millimetre
millimeter mile foot feet yard inch acre hectare gram kilogram kilo pound ounce ton tonne litre liter gallon barrel
degree
watt kilowatt megawatt gigawatt pounds yen yuan rupee rouble ruble franc peso
""")
"""Units in which one figure means different amounts."""
BOUNDS = {"at least": ">=", "more than": ">", "over": ">", "up to": "<=", "at most": "<=", "less than": "<",
          "fewer than": "<", "under": "<", "about": "~", "around": "~", "nearly": "~", "almost": "~",
          "approximately": "~", "roughly": "~", "some": "~"}
"""Words before a number -> how it bounds the quantity."""
_YEAR = "January February March April May June July August September October November December"
MONTHS = {word: n for n, word in enumerate(_YEAR.split(), 1)} | {
    "Jan": 1, "Feb": 2, "Mar": 3, "Apr": 4, "Jun": 6, "Jul": 7, "Aug": 8, "Sep": 9, "Sept": 9, "Oct": 10, "Nov": 11,
    "Dec": 12}

DEMONYMS = {
    "American": "United States", "Americans": "United States", "Chinese": "China", "Japanese": "Japan",
    "British": "United Kingdom", "Russian": "Russia", "Russians": "Russia", "Indian": "India", "Indians": "India",
    "Australian": "Australia", "Canadian": "Canada", "French": "France", "German": "Germany", "Germans": "Germany",
    "Italian": "Italy", "Spanish": "Spain", "Korean": "Korea", "South Korean": "South Korea", "Dutch": "Netherlands",
    "North Korean": "North Korea", "Taiwanese": "Taiwan", "European": "Europe", "Ukrainian": "Ukraine",
    "Israeli": "Israel", "Iranian": "Iran", "Iraqi": "Iraq", "Turkish": "Turkey", "Mexican": "Mexico",
    "Brazilian": "Brazil", "Egyptian": "Egypt", "Pakistani": "Pakistan", "Saudi": "Saudi Arabia", "Polish": "Poland",
    "Swedish": "Sweden", "Swiss": "Switzerland", "Greek": "Greece", "Asian": "Asia", "African": "Africa",
    "Vietnamese": "Vietnam", "Philippine": "Philippines", "Filipino": "Philippines", "Indonesian": "Indonesia",
    "Tibetan": "Tibet"}
"""Adjective or people -> the name under which a registry lists the place."""

CAPITALS = {
    "Washington": "United States", "Beijing": "China", "Tokyo": "Japan", "London": "United Kingdom",
    "Moscow": "Russia", "New Delhi": "India", "Canberra": "Australia", "Ottawa": "Canada", "Paris": "France",
    "Berlin": "Germany", "Rome": "Italy", "Madrid": "Spain", "Seoul": "South Korea", "The Hague": "Netherlands",
    "Pyongyang": "North Korea", "Taipei": "Taiwan", "Brussels": "European Union", "Kyiv": "Ukraine",
    "Tehran": "Iran", "Baghdad": "Iraq", "Ankara": "Turkey", "Mexico City": "Mexico", "Brasília": "Brazil",
    "Cairo": "Egypt", "Islamabad": "Pakistan", "Riyadh": "Saudi Arabia", "Warsaw": "Poland", "Stockholm": "Sweden",
    "Bern": "Switzerland", "Athens": "Greece", "Hanoi": "Vietnam", "Manila": "Philippines", "Jakarta": "Indonesia"}
"""Capital or seat -> the state it stands for where it is listed beside another."""
