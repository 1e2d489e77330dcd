"""Microdistricts, housing estates and kilometres of a road, with the house there: patterns in three languages.

An estate alone is a place; it becomes an address with a number, a house or a flat.
"""

from react_cases.pii.house_parts import FULL_TAIL, NUMBER_WORD, PARTS, SPOKEN, SPOKEN_EN, TAIL
from react_cases.pii.patterns import Later, any_of

_NAME = r"[А-ЯЁҢӨҮA-Z][\w'-]{1,30}"
_MICRODISTRICT = any_of(
    r"м-н[уае]?м? mkr-?n? мкр-н\w{0,2} мкр\w{0,2}\.? м[ик]?к?р[оа]?рай?о?н[а-яөүң]{0,8} мик-н жилмассив[а-яөүң]{0,6}"
)
_MICRODISTRICT_BEFORE = any_of(r"мкр\.? микрорайон\w{0,2} мик-н новостройк\w{1,2}")
_ORDINAL = (
    any_of("перв втор трет четв[её]рт пят шест седьм восьм девят десят одиннадцат двенадцат тринадцат")
    + r"(?i:ом|ем|ый|ой|ий|ого|ьем|ьего|ую|ая)"
)
_ORDINAL_KY = any_of("биринчи экинчи үчүнчү төртүнчү бешинчи алтынчы жетинчи сегизинчи тогузунчу онунчу")
_MICRODISTRICT_EN = "(?i:micro[ -]?(?:district|region|raion|rayon)|mi[ck]rora[iy]on|mikroraiyon|mkr)"
_ORDINAL_EN = any_of("first second third fourth fifth sixth seventh eighth ninth tenth eleventh twelfth thirteenth")
HOUSING = any_of(
    "джал жал асанбай восток восток-5 тунгуч аламедин аламедин-1 аламүдүн-1 учкун юг-2 улан улан-2 космос пишпек"
    " селекция рабочий_городок"
    r" (?:кок|көк)-жар арча-бешик ак-(?:орго|өргө|ордо|бата|босого|тилек|жар) кызыл-аскер кара-жыгач колмо калыс-ордо"
    r" дордой-2 (?:рухий-)?мурас-ордо ала-тоо(?:-\d)? алтын-(?:ордо|бешик|казык) бакай-ата биримдик-кут эне-сай"
    r" салам-алик жа[нң]ы-жер таш-дөбө таш-добо боз-бешик ынтымак-?2?"
    r" d?[jz]h?al asanba[iy] vostok(?:-5)? tunguch alamedin(?:-1)? archa-beshik ak-(?:orgo|ordo|bata|bosogo|tilek|jar)"
    r" k[oö]k-[dz]?h?[jz]?h?ar kyzyl-asker kara-[jz]h?ygach kalys-ordo altyn-(?:ordo|beshik|kazyk) bakai-ata ene-sai"
    r" ala-too(?:-\d)? (?:jany|zhany|dzhany)-(?:jer|zher|dzher)"
)
"""Housing estates of Bishkek, which people name without a word for them: «Асанбай, 12-34»."""
_ROAD = r"(?i:трасс[аеуы]|автодорог[аеуи]|дорог[аеуи])\s(?:[А-ЯЁ][\w]{1,20}(?:\s?-\s?[А-ЯЁ][\w-]{1,20})+)"
_FIRST_OF_TWO = any_of("кок көк ак кара кызыл ала арча орто жаңы джаны")
_NO_QUARTER = any_of(
    "этот этом этого тот том того наш нашем нашего весь всем всего один одном другой другом соседний соседнем новый"
    " новом бул ушул ошол биздин алардын анын менин кайсы башка жаңы"
)
DISTRICTS = (
    Later(rf"(?<!\w){_MICRODISTRICT_BEFORE}\s?(?:№\s?)?\d{{1,2}}(?:-?(?i:й|м))?(?![\w/-]){TAIL}"),
    Later(rf"(?<![\w/.-])(?:\d{{1,2}}(?:-?\s?(?i:й|м|го|ом|ый))?|{NUMBER_WORD})\s?-?\s?{_MICRODISTRICT}(?!\w){TAIL}"),
    Later(rf"(?<!\w)(?:{_ORDINAL}|(?:(?i:он)\s)?{_ORDINAL_KY})\s{_MICRODISTRICT}(?!\w){TAIL}"),
    Later(rf"(?<!\w)(?i:микрорайон)[а-я]{{0,2}}\s{SPOKEN}(?!\w){TAIL}"),
    Later(rf"(?<!\w)(?:{_FIRST_OF_TWO}\s)?[А-ЯЁҢӨҮ][\w-]{{2,20}}\s{_MICRODISTRICT}(?!\w){TAIL}"),
    Later(
        rf"(?<![\w-])(?:{_FIRST_OF_TWO}\s)?(?!{_NO_QUARTER}\s)[а-яёөүң-]{{3,20}}\s"
        rf"(?:{_MICRODISTRICT}|(?i:кичи\s?район)[а-яөүң]{{0,6}}),?{PARTS}"
    ),
    Later(
        rf"(?<![\w-])(?:\d{{1,2}}\s?-?\s?|(?:(?i:он)\s)?{_ORDINAL_KY}\s)(?i:кичи\s?район)[а-яөүң]{{0,6}}(?!\w){TAIL}"
    ),
    Later(
        rf"(?<![\w-])[А-ЯЁҢӨҮҒҚҲЎA-Z][\w'-]{{2,20}}\s(?i:ма[ҳх]алл?а(?:си|сы)?|mahalla(?:si|sy)?)(?:да)?,?(?=\s(?:(?i:house|дом|уй|үй|uy)\s)?\d){FULL_TAIL}"
    ),
    Later(rf"(?<!\w){_NAME}(?: {_NAME})?\s(?i:(?:жаңы\s)?конуш)[а-яөүң]{{0,8}}(?!\w){TAIL}"),
    Later(
        r"(?<!\w)[A-Z][\w']{1,20}(?:-[A-Z][\w'-]{1,20}|(?=\s[a-z]+(?:\s[a-z]+)?,?\s(?:house\s|flat\s)?\d))\s"
        r"(?i:settlement|residential\sarea|[zj]h?ilmassiv|neighbou?rhood)(?!\w)"
        rf"(?i:,?\shouse|,?\sflat)?{TAIL}"
    ),
    Later(
        r"(?:(?<!\w)(?i:house|building|flat|apartment)\s\d{1,4}[a-z]?,\s(?:in\s(?:the\s)?)?)?"
        rf"(?<!\w)(?:\d{{1,2}}(?:st|nd|rd|th)?|{_ORDINAL_EN}|[A-Z][\w'-]{{2,20}})"
        rf"\s{_MICRODISTRICT_EN}(?!\w){TAIL}"
    ),
    Later(
        rf"(?<!\w)(?:{_MICRODISTRICT_EN}|(?i:mkr\.?))\s(?:no\.?\s?|number\s)?(?:\d{{1,2}}|{SPOKEN_EN}|[A-Z][\w'-]{{2,20}})(?!\w){TAIL}"
    ),
)
HOUSING_ALONE = (
    Later(rf"(?<![\w-]){HOUSING}(?:е|у|а|га|до|то|де|те)?(?:-\d{{1,2}})?(?:\s\d{{1,2}}-?(?:й|м))?,?{FULL_TAIL}"),
    Later(rf"(?<![\w-])\d{{1,3}}\s?-?(?:й|м|ом)?\s(?i:км|километр\w{{0,2}})\s{_ROAD}"),
    Later(rf"(?<!\w){_ROAD},?\s(?:на\s)?\d{{1,3}}\s?-?(?:й|м|ом)?\s(?i:км|километр\w{{0,2}})(?!\w)"),
)
DISTRICT_STANDS = Later(
    "мкр|м-н|микрорай|микророн|мик-н|жилмассив|новостройк|кичи|конуш|micro|mikro|mkr|settlement|residential|massiv|neighbo|ма[ҳх]ал|mahall"
)
HOUSING_STANDS = Later(
    "д?жал|асанба|восток|тунгуч|алам[еү]дин|алам[үе]д|учкун|юг-|улан|космос|пишпек|селекц|городок|-жар|арча|-ор[гд]о|-өргө|-аскер"
    "|жыгач|колмо|-бата|-босого|-тилек|ала-тоо|алтын-|бакай|биримдик|-сай|салам-|-жер|-д[өо]б|-бешик|ынтымак"
    "|ala-too|[jz]h?al|asanba|vostok|tunguch|alamedin|archa|-orgo|-ordo|-asker|-bata|-bosogo|-tilek|-jar|-j?z?har|ygach|altyn-|bakai|ene-|-jer"
    "|-z?d?z?her|км|километр"
)
