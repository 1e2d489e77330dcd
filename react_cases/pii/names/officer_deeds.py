"""Officials whom only the story shows: what they did, how they came, what they wore, whose house they serve in.

«Обыскивал Эргешов», «the one who wrote the protocol is Ermek», «пришли трое, один из них Талгат»,
«форма кийген Азизбек», «специалист паспортного стола Жумабекова», «фельдшер изолятора Джапаркулов».
"""

import re
from bisect import bisect_left
from collections.abc import Sequence

from react_cases.pii.names import endings
from react_cases.pii.patterns import word_set
from react_cases.pii.words import Word

_REACH = 8
_NEAR = 30
_HOUSE_REACH = 5
_DEED = re.compile(
    r"(?:задержал|допросил|допрашивал|обыск(?:ивал|ал)|досматривал|досмотрел|арестов(?:ал|ывал)|оштрафовал"
    r"|опрашивал|протоколировал"
    r"|конфисковал)а?$"
)
_DEED_KYRGYZ = re.compile(
    r"(?:тинт(?:ти|тиди|кен|ип|иди)|сурак|суракка|кама(?:ды|ган|п|кка)|карма(?:ды|ган|п)|токтот(?:ту|кон|уп)"
    r"|көзөмөлдө\w{1,4}"
    r"|айыпка|кишен(?:деди|деген)|tintti|tintken|kamady|kamagan|karmady|karmagan|toktottu|toktotkon)$"
)
_DEED_ENGLISH = word_set(
    "detained arrested interrogated questioned searched confiscated handcuffed fined frisked booked fingerprinted"
)
_WRITES = word_set(
    "составлял составляла оформлял оформляла писал писала составил составила оформил оформила написал написала"
    " выписал выписала вынес вынесла возбудил возбудила завёл завел завела"
    " вёл вел ведёт ведет снял сняла надел подписал подписала wrote drew signed issued opened filed жазды жазган"
    " түздү түзгөн"
    " толтурду толтурган жазып алды алган козгоду койду салды"
)
_PAPERS = word_set(
    "протокол протокола протоколы рапорт постановление дело наручники отпечатки штраф допрос обыск ордер протоколду"
    " протоколго иш кишен сурак report protocol protocols warrant fine fingerprints case handcuffs"
)
_PASSIVE = word_set("was were been being is are got get быть был была были by")
_OBJECTS = word_set(
    "его её ее ево меня нас их мою сына брата мужа лично сам сама там тогда потом сразу же тоже also then later"
    " himself who had has"
    " which me us him her them и the a our my his аны мени бизди да өзү алар"
)
_LINKS = word_set(
    "представился представилась назвался как это был была некий некто зовут звали его её ее имя фамилия по"
    " имени называли сам is was called named his name man"
    " guy officer he киши адам жигит неме бирөө аты өзүн деген болчу экен болгон меня нас me us him her протокол"
    " protocol"
    " the one and и кто который тот человек мужчина мужик парень мне my our report дело обыск"
)
_WHO_DID_KYRGYZ = re.compile(r"(?:карма|тинт|кама|токтот|сура|жаз|алпар|кет)(?:га|ге|го|гө|ка|ке|ко|кө)н$")
_PERSON_KYRGYZ = word_set("киши адам жигит бирөө неме орган кишинин адамдын аты")
_IN_UNIFORM = re.compile(
    r"(?:формачан|погончон|погондуу|формадагы|кийимчен|штатск\w{1,3}|гражданском|камуфляж\w{0,2}|uniformed"
    r"|plainclothes)$"
)
_FORM = word_set("форма форму погон clothes uniform форме")
_WEARS = word_set("кийген кийип plain in в тагынган во")
_COUNTED = word_set(
    "двое трое четверо пятеро вдвоём два три четыре two three four five several эки үч төрт беш экөө үчөө төртөө"
    " бешөө экөөбү"
    " dvoe troe eki uch двоих несколько"
)
_COME = re.compile(
    r"(?:пришл|приехал|подошл|подъехал|ворвал|вошл|вломил|постучал|забрал|увезл|остановил|схватил|came|entered"
    r"|burst|stopped|took|broke"
    r"|кел(?:ди|ип|ишти|ген|ишкен)|кир(?:ди|ип|ишти|ген)|басып|алып|токтот|keldi|kelip|kirdi|prishl|priehal|podoshl)"
)
_RAID_REACH = 18
_FRIENDS = re.compile(
    r"(?:друз|подруг|дос(?:у|тор)|friend|кошун|соседе|брат|сын|дет|сест|родств|клиент|client|курб|children|врач)"
)
_ONE = word_set(
    "один одного одному первый второй другой бири биринин экинчиси one another first второго другого biri odin"
)
_POLICE = re.compile(
    r"(?:милиц|полиц|мент(?:ы|ов|ам|тер)|ровд|рувд|увд|рииб|ииб|гом$|отдел|участков|сизо|ивс|гкнб|протокол|обыск"
    r"|ордер|наручник|допрос"
    r"|задерж|тинт|кишен|кайгуул|патрул|рейд|прокур|розыск|опер(?:а|ы|у|$)|удостоверен|маск(?:и|ах|ачан)$|понят(?:ые|ых|ой)|подкинул"
    r"|досмотр|бөлүм"
    r"|polic|militsi|milits|rovd|station|raid|handcuff|arrest|detain|warrant|protocol|cops?$|patrol|badge|confess"
    r"|uniform)"
)
_POST = re.compile(
    r"(?:специалист|сотрудни|инспектор|работни|начальни|паспортист|регистратор|оператор|заведующ|консультант"
    r"|кызматкер|адис|башчы"
    r"|врач|доктор|фельдшер|медсестр|медик|санитар|психолог|дарыгер|лекпом|clerk|registrar|officer|specialist"
    r"|employee|doctor|nurse"
    r"|paramedic|medic|operator|director|woman|vrach|feldsher|medsestr|охранник)"
)
_MEDIC = re.compile(
    r"(?:врач|доктор|фельдшер|медсестр|медик|санитар|психолог|дарыгер|лекпом|doctor|nurse|paramedic|medic|vrach"
    r"|feldsher|medsestr)"
)
_HOUSE = re.compile(
    r"(?:паспортн|загс|цон(?:а|е|до|дун|ы)?$|мцон|соцфонд|госрег|миграц|пробаци|военкомат|registry|civil|probation"
    r"|passport|госохран"
    r"|тейлөө|migration|медчаст|санчаст|изолятор|колони(?!сты)|сизо|ивс$|тюр(?:ьм|емн)|түрмө|абак|prison"
    r"|colony|jail|detention|медчст)"
)
_PRISON = re.compile(
    r"(?:медчаст|медчст|санчаст|изолятор|колони|сизо|ивс$|тюр(?:ьм|емн)|түрмө|абак|prison|colony|jail|detention)"
)
_CARE = re.compile(r"(?:больниц|поликлиник|цсм|гсв|оорукан|клиник|hospital|clinic|центр|диспансер|роддом|бывш|former)")
_DEPARTMENT = re.compile(
    r"(?:наркоконтрол|угро$|угрозыск|розыск|убэп|обэп|финпол|уголовн|собра?$|омона?$|спецназ|ппс$|гаи$|пробаци"
    r"|прокуратур|тамож|госохран"
    r"|налогов|паспортн|военкомат|миграцион|дежурн|гкнб|угк?нб|нацбез|ровд|рувд|увд|гувд|рииб|ииб|милици|полици"
    r"|rozysk|ugolovn|narkokontrol"
    r"|prokuratur|ugro$|rovd|ruvd|uvd|gknb|police|customs|narcotics|vice$)"
)
_FROM = word_set("из с iz from")
_LEADS = word_set("led headed возглавлял возглавляет командовал командует руководил")
_LED = word_set("баштаган жетектеген башкарган bashtagan")
_THERE = word_set("там there ал-жакта жакта ошондо сидит принимает работает woman girl man одна некая некий")
_OFFICE = re.compile(
    r"(?:паспортн|загс|цон(?:а|е|до|у|ом)?$|соцфонд|госрег|registry|passport|тейлөө|миграц|стол$|столе$)"
)
_FROM_HOUSE = re.compile(
    r"^(?:пробация|бөлүмү|наркоконтрол|салык|бажы|коопсуздук|загс|соцфонд|цон)\w{0,3}[днт][аеоө]н$"
)
_UNITS = word_set("угро угрозыск ппс патруль патрульный гаи собр омон patrol гкнб убэп наркоконтроль")
_PARTNERS = word_set("напарник напарником напарника напарнику напарница шериги шериктеши өнөктөшү sherigi")
_SIGNED = word_set("подписал подписала подписано signed")
_NAMES = word_set("names имена фамилии аттары ысымдары фамилиялары")
_OURS = word_set("our my наши наших их детей дети their children кыздардын балдардын клиентов clients")
_SAME_ENTRY = re.compile(r"[^\n;)]{0,12}")
_MYSELF = ("мин", "мын", "мун", "мүн")


class Deeds:
    """The words of one text, asked what they tell of a name."""

    def __init__(self, words: Sequence[Word], text: str) -> None:
        self._words = words
        self._text = text
        self._police = [place for place, word in enumerate(words) if _POLICE.match(word.lower)]

    def tell(self, run: range, *, is_kin: bool) -> bool:
        """Whether the story shows that a name is that of an official; `is_kin`: it is called somebody's brother."""
        if is_kin:
            return False
        before, after = self._before(run), self._after(run)
        return (
            self._does(run, before, after)
            or self._is_who_did(run, before)
            or self._is_in_uniform(before)
            or self._is_one_of_raiders(run, before)
            or self._serves_in_house(before)
            or self._is_from_department(after)
            or self._leads(run, before, after)
            or self._sits_there(before)
            or self._is_told_of(run, before, after)
        )

    def _before(self, run: range) -> list[str]:
        """The words in front of a name in its sentence, the nearest first."""
        found: list[str] = []
        if self._words[run[0]].begins_sentence and not self._follows_colon(run[0]):
            return found
        for place in range(run[0] - 1, max(-1, run[0] - 1 - _REACH), -1):
            if self._ends_line(place):
                break
            found.append(self._words[place].lower)
            if self._words[place].begins_sentence:
                break
        return found

    def _ends_line(self, place: int) -> bool:
        """An entry of a list ends behind a word."""
        gap = self._text[self._words[place].end : self._words[place + 1].start]
        return len(gap) > 1 and not _SAME_ENTRY.fullmatch(gap)

    def _after(self, run: range) -> list[str]:
        found: list[str] = []
        for word in self._words[run[-1] + 1 : run[-1] + 1 + _REACH]:
            if word.begins_sentence:
                break
            found.append(word.lower)
        return found

    def _follows_colon(self, place: int) -> bool:
        start = self._words[place].start
        return self._text[max(0, start - 3) : start].strip() == ":"

    def _is_police_near(self, place: int) -> bool:
        first = bisect_left(self._police, place - _NEAR)
        return first < len(self._police) and self._police[first] <= place + _NEAR

    def _does(self, run: range, before: Sequence[str], after: Sequence[str]) -> bool:
        """A verb of officials whose subject the name is: «Асанов составил рапорт», «обыскивал Эргешов»."""
        return self._is_subject_of(run, after) or (self._may_be_subject(run) and self._follows_deed(run, before))

    def _is_subject_of(self, run: range, after: Sequence[str]) -> bool:
        near = [lower for lower in after[:5] if lower not in _OBJECTS]
        if not near or not self._may_be_subject(run):
            return False
        done = near[0]
        if after[0] in _PASSIVE:
            return False
        if _DEED.match(done) or (done in _DEED_ENGLISH and near[1:2] != ["for"]):
            return True
        for lower in near[:2]:
            if _DEED_KYRGYZ.match(lower):
                return self._is_police_near(run[0])
        papers = {*near[:3], *self._before(run)[:1]}
        return not _WRITES.isdisjoint(near[:3]) and not _PAPERS.isdisjoint(papers)

    def _follows_deed(self, run: range, before: Sequence[str]) -> bool:
        said = next((lower for lower in before[:3] if lower not in _OBJECTS), "")
        if before and before[0] in _WRITES and not _PAPERS.isdisjoint(before[1:4]):
            return True
        if _DEED.match(said):
            is_surname = said.endswith("л") and endings.is_surname(self._words[run[0]].lower)
            return is_surname or before[0] in _OBJECTS
        return False

    def _may_be_subject(self, run: range) -> bool:
        """In the nominative, as far as the ends of surnames say: not «Асанова» of a man, «Асановым»."""
        lower = self._words[run[-1]].lower
        return re.search(
            r"(?:[ое]в|ин)(?:у|ым|ой|е|ых)$|(?:ского|скому|ским)$|(?:ович|евич)(?:а|у|ем)$", lower
        ) is None and (
            re.search(r"(?:[нд][ыиуү]н|[гк][аеоө]|[нд][ыиуү]|[дт][аеоө]н)$", lower) is None
            or len(lower) < 6
            or not endings.is_surname(lower)
        )

    def _is_who_did(self, run: range, before: Sequence[str]) -> bool:
        """«The one who wrote the protocol is Ermek», «кармаган киши Иномжон», «меня допрашивал некий Улан»."""
        for place, lower in enumerate(before):
            is_kyrgyz = _WHO_DID_KYRGYZ.match(lower) is not None
            if is_kyrgyz:
                return before[max(0, place - 1)] in _PERSON_KYRGYZ and self._is_police_near(run[0])
            if _DEED.match(lower) or lower in _DEED_ENGLISH or lower in {"wrote", "составил", "составила"}:
                is_who = any(word in {"кто", "который", "who", "тот", "некий"} for word in before)
                return is_who and place > 0 and not _PASSIVE.intersection(before[place + 1 : place + 2])
            if lower not in _LINKS:
                return False
        return False

    def _is_in_uniform(self, before: Sequence[str]) -> bool:
        """«форма кийген Азизбек», «this guy in plain clothes Erlan»."""
        if not before:
            return False
        if _IN_UNIFORM.match(before[0]):
            return True
        return bool(set(before[:2]) & _FORM) and bool(set(before[:3]) & _WEARS)

    def _is_one_of_raiders(self, run: range, before: Sequence[str]) -> bool:
        """«Пришли трое, один из них Талгат», "two men came, one is called Zamir"."""
        if not set(before[:5]) & _ONE or not self._is_police_near(run[0]):
            return False
        near = [word.lower for word in self._words[max(0, run[0] - _RAID_REACH) : run[0]]]
        if any(map(_FRIENDS.match, near)):
            return False
        come = [place for place, lower in enumerate(near) if _COME.match(lower)]
        return any(lower in _COUNTED and any(abs(place - one) <= 5 for one in come) for place, lower in enumerate(near))

    def _serves_in_house(self, before: Sequence[str]) -> bool:
        """«Специалист паспортного стола Жумабекова», «фельдшер изолятора Джапаркулов»."""
        post = next((place for place, lower in enumerate(before[:_HOUSE_REACH]) if _POST.match(lower)), None)
        if post is None or any(_CARE.match(lower) for lower in before[: post + 3]):
            return False
        if before[post].endswith(_MYSELF):
            return False
        near = before[: post + 4]
        if any(lower in {"к", "to", "and", "и", "с", "для"} for lower in before[:post]):
            return False
        return any(_HOUSE.match(lower) and (not _MEDIC.match(before[post]) or _PRISON.match(lower)) for lower in near)

    def _is_from_department(self, after: Sequence[str]) -> bool:
        """«Некий Улан из наркоконтроля», "Azamat iz ugolovnogo rozyska"."""
        return bool(after) and after[0] in _FROM and any(map(_DEPARTMENT.match, after[:4]))

    def _leads(self, run: range, before: Sequence[str], after: Sequence[str]) -> bool:
        """ "The patrol, led by Ulan", «Токторов баштаган төртөө», «старший там Дуйшеев»."""
        if after[:1] and after[0] in _LED:
            return self._is_police_near(run[0])
        is_led = bool(before) and (before[0] in _LEADS or (before[0] == "by" and before[1:2] and before[1] in _LEADS))
        is_charge = "charge" in before[:3] or bool(
            {"главный", "старший", "главным", "glavny", "старшим"} & set(before[:3])
        )
        return (is_led or is_charge) and self._is_police_near(run[0])

    def _sits_there(self, before: Sequence[str]) -> bool:
        """«В паспортный стол, там Эльвира Джумагуловна», "at the civil registry a woman Tursunai"."""
        if not before:
            return False
        if _FROM_HOUSE.search(before[0]) or (before[0] in {"столдо", "столе"} and _OFFICE.match("".join(before[1:2]))):
            return True
        return before[0] in _THERE and any(_OFFICE.match(lower) for lower in before[1:])

    def _is_told_of(self, run: range, before: Sequence[str], after: Sequence[str]) -> bool:
        """ "The names she remembers are Kutman and …", «с напарником Медером», «вошли двое: Данияр», «Улан, угро,»."""
        if after[:1] and after[0] in _UNITS:
            return True
        if not before or not self._is_police_near(run[0]):
            return False
        if before[0] == "by" and before[1:2] and before[1] in _SIGNED:
            return True
        if (
            before[0] in _PARTNERS
            or before[0] in _SIGNED
            or before[:2] in (["басар", "орун"], ["исполнитель", "судебный"])
        ):
            return True
        if "namely" in before[:1] and any(map(_POLICE.match, before[1:3])):
            return True
        if self._follows_colon(run[0]) and not _COUNTED.isdisjoint(before[:3]):
            return True
        return not _NAMES.isdisjoint(before[:5]) and _OURS.isdisjoint(before[:6])
