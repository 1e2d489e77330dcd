"""The invented organisations and people of the demo. Pure data; any likeness to a real NGO is accidental."""

from dataclasses import dataclass

from documenters.permissions import Role

DEMO_PASSPHRASE = "every case here is invented"  # noqa: S105  printed on the screen; demo accounts only


@dataclass(frozen=True, slots=True)
class Ngo:
    """An invented organisation and the oblasts in which it works, the first one being its home."""

    key: str
    name: str
    oblasts: tuple[str, ...]
    mentor: str


@dataclass(frozen=True, slots=True)
class Person:
    """Somebody who logs in. Documenters belong to one organisation, everybody else to the programme."""

    username: str
    display_name: str
    role: Role
    ngo: str = ""
    language: str = "ru"


NGOS: tuple[Ngo, ...] = (
    Ngo("archa", "Арча", ("KG-GB", "KG-C"), "bilal"),
    Ngo("bulak", "Булак", ("KG-GO", "KG-O"), "gulnara"),
    Ngo("chynar", "Чынар жолу", ("KG-GB", "KG-C"), "bilal"),
    Ngo("keremet", "Керемет көпүрө", ("KG-GB", "KG-N"), "bilal"),
    Ngo("sokmok", "Жаңы сокмок", ("KG-GB", "KG-C"), "marina"),
    Ngo("kayik", "Кайык", ("KG-GB", "KG-C"), "marina"),
    Ngo("bermet", "Бермет шам", ("KG-C", "KG-GB"), "marina"),
    Ngo("terek", "Ак терек", ("KG-C", "KG-N"), "timur"),
    Ngo("elechek", "Элечек", ("KG-GO", "KG-O"), "gulnara"),
    Ngo("anar", "Анар гүлү", ("KG-GO", "KG-O", "KG-B"), "gulnara"),
    Ngo("janggak", "Жаңгак бак", ("KG-J",), "rustam"),
    Ngo("kogoy", "Көгүчкөн", ("KG-J", "KG-O"), "rustam"),
    Ngo("beles", "Ак белес", ("KG-B",), "rustam"),
    Ngo("arpa", "Алтын арпа", ("KG-T",), "timur"),
    Ngo("tolkun", "Жээк толкуну", ("KG-Y", "KG-N"), "timur"),
)
"""Fifteen, as in 2021. The first is organisation A of the tests' people, the second organisation B."""

PEOPLE: tuple[Person, ...] = (
    Person("amina", "Амина", Role.DOCUMENTER, "archa"),
    Person("chen", "Чен", Role.DOCUMENTER, "bulak"),
    Person("jyldyz", "Жылдыз", Role.DOCUMENTER, "arpa", "ky"),
    Person("oleg", "Олег", Role.DOCUMENTER, "archa"),
    Person("saltanat", "Салтанат", Role.DOCUMENTER, "bulak"),
    Person("vera", "Вера", Role.DOCUMENTER, "chynar"),
    Person("maksat", "Максат", Role.DOCUMENTER, "chynar"),
    Person("irina", "Ирина", Role.DOCUMENTER, "keremet"),
    Person("nurbek", "Нурбек", Role.DOCUMENTER, "keremet"),
    Person("lola", "Лола", Role.DOCUMENTER, "sokmok"),
    Person("artem", "Артём", Role.DOCUMENTER, "sokmok"),
    Person("ainura", "Айнура", Role.DOCUMENTER, "kayik"),
    Person("pavel", "Павел", Role.DOCUMENTER, "kayik"),
    Person("begimai", "Бегимай", Role.DOCUMENTER, "bermet"),
    Person("stas", "Стас", Role.DOCUMENTER, "bermet"),
    Person("kanykei", "Каныкей", Role.DOCUMENTER, "terek"),
    Person("denis", "Денис", Role.DOCUMENTER, "terek"),
    Person("zarina", "Зарина", Role.DOCUMENTER, "elechek"),
    Person("ulan", "Улан", Role.DOCUMENTER, "elechek"),
    Person("feruza", "Феруза", Role.DOCUMENTER, "anar"),
    Person("bakyt", "Бакыт", Role.DOCUMENTER, "anar"),
    Person("dilnoza", "Дилноза", Role.DOCUMENTER, "janggak"),
    Person("emir", "Эмир", Role.DOCUMENTER, "janggak"),
    Person("sabira", "Сабира", Role.DOCUMENTER, "kogoy"),
    Person("talgat", "Талгат", Role.DOCUMENTER, "kogoy"),
    Person("mahabat", "Махабат", Role.DOCUMENTER, "beles"),
    Person("shavkat", "Шавкат", Role.DOCUMENTER, "beles"),
    Person("asel", "Асель", Role.DOCUMENTER, "tolkun"),
    Person("kirill", "Кирилл", Role.DOCUMENTER, "tolkun"),
    Person("bilal", "Билал", Role.MENTOR),
    Person("gulnara", "Гульнара", Role.MENTOR),
    Person("marina", "Марина", Role.MENTOR),
    Person("rustam", "Рустам", Role.MENTOR),
    Person("timur", "Тимур", Role.MENTOR),
    Person("dara", "Дара", Role.COORDINATOR),
    Person("viktor", "Виктор", Role.COORDINATOR),
    Person("emil", "Эмиль", Role.DONOR, language="en"),
    Person("aida", "Аида", Role.ADMINISTRATOR),
)
"""Twenty-nine documenters, as in 2021, and those who review, count and administer."""

COORDINATORS: tuple[str, ...] = tuple(person.username for person in PEOPLE if person.role == Role.COORDINATOR)

LOGINS: list[tuple[str, str, str]] = [
    ("documenter, organisation A", "amina", DEMO_PASSPHRASE),
    ("documenter, organisation B", "chen", DEMO_PASSPHRASE),
    ("documenter, in Kyrgyz", "jyldyz", DEMO_PASSPHRASE),
    ("mentor", "bilal", DEMO_PASSPHRASE),
    ("national coordinator", "dara", DEMO_PASSPHRASE),
    ("second coordinator", "viktor", DEMO_PASSPHRASE),
    ("donor, in English", "emil", DEMO_PASSPHRASE),
    ("administrator", "aida", DEMO_PASSPHRASE),
]
"""(part, user name, password) of the accounts that the command line shows."""


def documenters_of(ngo: str) -> tuple[str, ...]:
    """User names of the organisation's documenters."""
    return tuple(person.username for person in PEOPLE if person.ngo == ngo)


def ngo_of(username: str) -> Ngo:
    """The organisation of a documenter. Raises StopIteration for anybody else."""
    key = next(person.ngo for person in PEOPLE if person.username == username and person.ngo)
    return next(ngo for ngo in NGOS if ngo.key == key)


def ngos_in(oblast: str) -> tuple[Ngo, ...]:
    """The organisations that work in an oblast."""
    return tuple(ngo for ngo in NGOS if oblast in ngo.oblasts)
