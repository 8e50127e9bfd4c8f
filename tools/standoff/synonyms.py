"""English words and phrases that say the same in a sentence that is otherwise the same.

Tight on purpose: a wrong pair here joins different facts. What only resembles (kill and murder, trip and visit) is not
listed. All were written for this project from general knowledge of the language; none is taken from a data set.
"""

from __future__ import annotations

_GROUPS = """
say state | choose pick select | begin start commence | big large | help aid assist | buy purchase | show demonstrate
get obtain acquire receive | biggest largest | nation country | global worldwide | purpose aim goal objective
keep maintain | almost nearly | kid child | photograph photo | quick fast rapid swift | finish complete
occur happen | hide conceal | whole entire | halfway midway midpoint | film movie | car automobile | doctor physician dr
illness disease | jail prison | general gen | professor prof | senator sen | governor gov | colonel col | captain capt
sergeant sgt | lieutenant lt | representative rep | reverend rev | accord agreement | accurate correct
additional further | sufficient enough adequate | admit concede | answer reply | annual yearly | arrest detain
attempt try | attorney lawyer | author writer | brave courageous | build construct erect | business company firm
cemetery graveyard | centre middle | cheap inexpensive | costly expensive | couple pair | crucial vital essential
deadly lethal fatal | declare proclaim | depart leave | destroy ruin wreck | difficult hard | disclose reveal divulge
disaster catastrophe | dwell live reside | easy simple | effort endeavour | emphasise stress underline underscore
employ hire | enormous huge gigantic immense vast | error mistake | establish founded | examine inspect
expand enlarge | famous renowned | flee escape | forest wood | former ex erstwhile | often frequently
garbage rubbish trash | gift present | happy glad | immediately instantly | important significant
inhabitant resident | injure wound | intelligent clever | investigate probe | job occupation | journey voyage
kidnap abduct | lately recently | locate situate | lorry truck | main principal | mandatory compulsory obligatory
marry wed | mend repair | merge fuse | motorway freeway | newest latest | notify inform | opponent adversary
outcome result | perhaps maybe possibly | petrol gasoline | pledge promise vow | pollute contaminate | postpone defer
predict forecast | previous prior | mainly primarily mostly largely chiefly | quit resign | region area | remain stay
rescue save | revolt uprising rebellion | rich wealthy affluent | salary wage | sometimes occasionally
scared afraid frightened | shout yell | shut close | sick ill | site location | steal rob | surpass exceed
teenager adolescent | thrive flourish prosper | toxic poisonous | usually normally | utilise use | verdict ruling
victory triumph | wait await | weapon arms | witness observe | aeroplane airplane | holiday vacation
ban prohibit forbid outlaw | cease stop halt | increase rise climb | saint st | mount mt | department dept
government govt | corporation corp | incorporated inc | limited ltd | university univ | association assn | versus vs
international intl | square sq | kilometre km | kilogram kg kilo | centimetre cm | millimetre mm | hour hr | pound lb
ounce oz | monday mon | tuesday tue tues | thursday thu thur thurs | friday fri
"""
SYNONYMS = {word: group.split()[0] for group in _GROUPS.replace("\n", "|").split("|") for word in group.split()}
"""Word -> the word that stands for its group."""

_PHRASES = """
due to = because of | about to = will | owing to = because of | on account of = because of | as a result of = because of
in order to = to | so as to = to | able to = can | have to = must | has to = must | had to = must | prior to = before
subsequent to = after | in the wake of = after | in the aftermath of = after | following the = after the
ahead of = before | take part in = participate in | pull out of = withdraw from | call off = cancel | set up = establish
carry out = conduct | put off = postpone | go up = rise | go down = fall | give up = abandon | turn down = reject
step down = resign | stand down = resign | bring about = cause | point out = note | lay off = dismiss
rule out = exclude | shut down = close | speed up = accelerate | slow down = slow | look into = investigate
get rid of = remove | make use of = use | take place = occur | take effect = come into force
enter into force = come into force | a number of = several | a lot of = many | lots of = many | the majority of = most
as well as = and | with regard to = about | with respect to = about | in relation to = about
in the course of = during | in spite of = despite | in favour of = for | in favor of = for
consist of = comprise | as long as = if | provided that = if | providing that = if
on condition that = if | in case = if | in the event that = if | even though = although | at the moment = now
at present = now | come to an end = end | pass away = die | would have = if | on the grounds that = because
such as = including | in the vicinity of = near | close to = near | next to = beside | on a daily basis = daily
on a regular basis = regularly | at first = initially | in advance of = before | at the age of = aged
"""
PHRASES = {tuple(said.split()): tuple(meant.split()) for said, meant in (
    line.split(" = ") for line in _PHRASES.replace("\n", "|").split("|") if line.strip())}
"""Words -> the words that say the same, in any form of its verb. 'Would have been' tells what depends on something."""
