"""What only people do, at the end of a Kyrgyz sentence: «Бермет маршруткада төрөдү», «Сыймык үйдөн качып чыкты». Pure.

There the verb stands last, so the word beside a name seldom tells of a person.
"""

from collections.abc import Sequence

from react_cases.pii.patterns import Later, any_of, word_set
from react_cases.pii.words import Word

_LONGEST = 10
_STEMS = any_of(
    "кел бар кет кач чык кир айт сура чал сүйлө ыйла кайрыл төрө жаша иште оку укта ич же колдон тарт жаз сат ур саба"
    " сок теп уруш корк чарча ооруй ооруп өл кармал камал бошон чакырыл катта каттал билдир түшүндүр кечир кыйкыр"
    " жашын бекин кайт жөнө отур чакыр коркут чочу унут таны жолук сал бекит сиң ал бер куул сабал"
)
_DEED = Later(
    rf"{_STEMS}(?:[бп][аеоө])?(?:[дт][ыиуү]|[гк][аеоө]н|[ыиуү]?пт[ыиуү]р|[аеоө]т|йт|с[аеоө]|[бп][аеоө]йт)(?:\Z)"
)
_ALONE = Later("корк|ыйла|чарча|ооруй|ооруп|кармал|камал|бошон|төрө|куул|чал|сүйлө|кайрыл|кыйкыр|жөтөл")
"""A whole sentence with its subject: «Азамат коркот», but happiness comes and goes."""
_ONLY_PEOPLE = Later("корк|ыйла|кармал|камал|бошон|төрө|куул|кайрыл|ооруй")
_AFTERWARDS = word_set("экен дейт деди дешти имиш окшойт эле")
"""Behind the verb: they say, it seems."""
_NO_SUBJECT = word_set(
    "үчүн менен тууралуу жөнүндө деген деп коюп жок бар керек эле сыяктуу катары болуп болсо гана да дагы эмес боюнча"
    " күнү күн айы айында майрамы зарыл издеп тилеп каалап"
)
_MADE_OF = word_set("алтын күмүш темир болот жез кымбат арзан аманат жаркын асыл эркин")
"""They say of a thing what it is: «Кымбат дарыны ичет»; of эркин how somebody speaks or lives."""
_OF_IT = Later(".*с[ыиуү]")
"""«үмүт шооласы»: the next word is what belongs to it."""


def is_done_by(words: Sequence[Word], index: int) -> bool:
    """Whether the sentence that a word begins ends with what people do, and the word can be the one who does it."""
    rest: list[str] = []
    for word in words[index + 1 : index + _LONGEST + 2]:
        if word.begins_sentence:
            break
        rest.append(word.lower)
    if len(rest) > _LONGEST:
        return False
    while rest and rest[-1] in _AFTERWARDS:
        rest.pop()
    if not rest or rest[0] in _NO_SUBJECT or _OF_IT.fullmatch(rest[0]):
        return False
    if words[index].lower in _MADE_OF:
        return _ONLY_PEOPLE.match(rest[-1]) is not None and _DEED.fullmatch(rest[-1]) is not None
    if len(rest) == 1:
        return _ALONE.match(rest[0]) is not None and _DEED.fullmatch(rest[0]) is not None
    return _DEED.fullmatch(rest[-1]) is not None
