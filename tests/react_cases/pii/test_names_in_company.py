"""Words that are names only beside others, and words that are like names but stand in other languages or phrases."""

import pytest

from react_cases.pii.names.endings import is_syllables
from react_cases.pii.names.misspellings import is_misspelt
from react_cases.pii.names.neighbours import is_neighbour_verb, is_neighbour_word
from react_cases.pii.names.nicknames import is_people
from tests.react_cases.pii.texts_found import found


@pytest.mark.parametrize(
    ("text", "names"),
    [
        # Uzbek, Tajik and Kazakh between Russian, Kyrgyz and English
        ("Менга Дилбар айтди. Билмайман, сўранг. Хуршида келмади, қўрқяпти.", ["Дилбар", "Хуршида"]),
        ("— Тушундингизми? — Тушундим. — Кимсиз? — Зебинисо.", ["Зебинисо"]),
        ("Ман намедонам. Фарзона гуфт. Зафарҷон рафт.", ["Фарзона", "Зафарҷон"]),
        ("Мен Айгерім. Рақмет сізге. Білмеймін не болғанын.", ["Айгерім"]),
        ("She answered: Bilmayman. Then Dilshod came and said: Mayli.", ["Dilshod"]),
        # a word of theirs is no name although a list has it
        ("Энди мен уйдаман, Ойбек.", ["Ойбек"]),
    ],
)
def test_other_languages_of_the_region(text: str, names: list[str]) -> None:
    assert found(text, "PERSON") == names


def test_words_of_neighbours_are_told_by_list_and_ending() -> None:
    assert is_neighbour_word("йўқ")
    assert is_neighbour_verb("билмадим")
    assert not is_neighbour_word("эркин")
    assert not is_neighbour_verb("вадим")


@pytest.mark.parametrize(
    ("text", "names"),
    [
        ("Оператив Курман айтка чейин калды. Нооруз майрамы келди.", []),
        ("Мы ждали до Орозо айта, потом был суннат той.", []),
        ("I stayed till Kurman Ait. After Qurbon hayit he left.", []),
        ("Үйдүн темир дарбазасы ачык, ал манас эпосун окуду.", []),
        ("Бакыт деген сөздү ким билет? Темир по-кыргызски железо.", []),
        ("Азамат деген бала келди. Бакытбек по-кыргызски говорит.", ["Азамат", "Бакытбек"]),
        ("эркиндик деген ушундай болот, бакыт деген мындай эмес", []),
        ("We laughed a lot. Bakyt means happiness in Kyrgyz.", []),
    ],
)
def test_phrases_and_words_talked_about_name_nobody(text: str, names: list[str]) -> None:
    assert found(text, "PERSON") == names


@pytest.mark.parametrize(
    ("text", "names"),
    [
        ("вчера лёха немец и тахир ушли, забрали милу казашку", ["лёха немец", "тахир", "милу казашку"]),
        ("Позвонил Лёха Немец, потом Саша Рыжий.", ["Лёха Немец", "Саша Рыжий"]),
        ("Дунган Хасан дары алып келет. Узун Бакыт келди.", ["Дунган Хасан", "Узун Бакыт"]),
        ("The new girl, Uzbek Katya, came with Sara the Pepper.", ["Uzbek Katya", "Sara the Pepper"]),
        ("what happened to big alisher and baba kolya", ["big alisher", "baba kolya"]),
        ('A call from Perizat "Pirate" D. came.', ['Perizat "Pirate" D.']),
        ("Позвонил Асан «Кара», потом Айгуль «Мы идём» сказала.", ["Асан «Кара»", "Айгуль"]),
        ("Applicant: A. V. Reimer, then M. I. Weber came.", ["A. V. Reimer", "M. I. Weber"]),
        ("поругался с Гульзадо Асановной из-за еды", ["Гульзадо Асановной"]),
        ("Вчера звонила Света Ошская, про Олю Маленькую молчит.", ["Света Ошская", "Олю Маленькую"]),
        ("Кристина Пак, которую девочки зовут Кореянка, уехала.", ["Кристина Пак", "Кореянка"]),
        ("Теперь Маха, как его зовут клиенты, ездит в объезд.", ["Маха"]),
        ("The Uzbek woman left. Kyrgyz language is taught here.", []),
        # Chinese and Korean names
        ("Ван Сушан, дунган келини, келди. Аны Ма Ли тааныйт.", ["Ван Сушан", "Ма Ли"]),
        ("Meeting Min Gi Pak tomorrow, then Wang Lihua.", ["Min Gi Pak", "Wang Lihua"]),
        ("Врач Ли Эдита согласилась. У Пак Ён Хи отобрали паспорт.", ["Ли Эдита", "Пак Ён Хи"]),
        ("ask for lena tyan please, and roma tsoi", ["lena tyan", "roma tsoi"]),
        ("Ким келди? Мы были в парке. Ли не пришёл бы он.", []),
        # уулу by its letter, and a title that is a first name
        ("The tag said Шабданбек у. Эрнис.", ["Шабданбек у. Эрнис"]),
        ("Бөлүмдөн Akim Raimzhanov келди.", ["Akim Raimzhanov"]),
    ],
)
def test_names_of_several_words(text: str, names: list[str]) -> None:
    assert found(text, "PERSON") == names


@pytest.mark.parametrize(
    ("text", "names"),
    [
        ("Surnmae: Kadyrova. Urgnet. Yesterdy boy came.", ["Kadyrova"]),
        ("He comes every fridya to us. She is Aida.", ["Aida"]),
        ("Помогте пожалуста. Памагите, незнаю что делать. Незнаю.", []),
        ("Издеткнеи жок. Метадонсз калдм. Айтыптр. Кечээээ келди.", []),
        ("Медчасть говорит нету. Нексия стояла у ворот.", []),
    ],
)
def test_slips_are_no_names(text: str, names: list[str]) -> None:
    assert found(text, "PERSON") == names


def test_shapes_of_single_words() -> None:
    assert is_people("казашку")
    assert is_people("дунган")
    assert not is_people("кыргызча")
    assert is_syllables("сушан")
    assert not is_syllables("токтогул")
    assert is_misspelt("памагите", {"помогите"}.__contains__)
    assert is_misspelt("becaus", {"because"}.__contains__)
