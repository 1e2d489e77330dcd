"""The entries of a list of choices. A filter or an intake has hundreds: as templates they were half a page's time."""

from collections.abc import Callable, Mapping
from html import escape
from typing import Any

from django import template
from django.template.base import FilterExpression, Parser, Token
from django.utils.functional import Promise

register = template.Library()

Option = Mapping[str, Any]


class Entry(template.Node):
    """`{% tile option %}` or `{% choice option %}`: what a widget says of one option, drawn."""

    def __init__(self, option: FilterExpression, draw: Callable[[Option], str]) -> None:
        self.option = option
        self.draw = draw

    def render(self, context: template.Context) -> str:
        """The entry; each part of it is escaped where it is written."""
        return self.draw(self.option.resolve(context))


@register.tag
def tile(parser: Parser, token: Token) -> Entry:
    """One radio button or checkbox of a group with its label and its hint."""
    return Entry(_option(parser, token), _tile)


@register.tag
def choice(parser: Parser, token: Token) -> Entry:
    """One entry of a select."""
    return Entry(_option(parser, token), _choice)


def _option(parser: Parser, token: Token) -> FilterExpression:
    name, *arguments = token.split_contents()
    if len(arguments) != 1:
        raise template.TemplateSyntaxError(f"{name} draws one option")
    return parser.compile_filter(arguments[0])


def _tile(option: Option) -> str:
    attrs = option["attrs"]
    attrs = {**attrs, "class": f"form-check-input {attrs.get('class', '')}".strip()}
    hint = f' <span class="tile-hint">{_text(option["hint"])}</span>' if option.get("hint") else ""
    return (
        f'<div class="tile" data-filter-item>\n<input type="{_text(option["type"])}" name="{_text(option["name"])}"'
        f"{_value(option)}{_attributes(attrs)}>\n"
        f"<label{_attributes({'for': attrs.get('id')})}>{_text(option['label'])}{hint}</label>\n</div>"
    )


def _choice(option: Option) -> str:
    return f"<option{_value(option)}{_attributes(option['attrs'])}>{_text(option['label'])}</option>"


def _value(option: Option) -> str:
    """The value as it is sent; in no language's way of writing numbers."""
    return f' value="{_text(str(option["value"]))}"'


def _attributes(attrs: Option) -> str:
    """As Django writes them: sorted, those that are only there behind the others."""
    pairs = [f' {_text(name)}="{_text(attrs[name])}"' for name in sorted(attrs) if not _is_missing(attrs[name])]
    return "".join(pairs + [f" {_text(name)}" for name in sorted(attrs) if attrs[name] is True])


def _is_missing(value: Any) -> bool:
    return value is None or isinstance(value, bool)


def _text(value: Any) -> str:
    """A part as Django escapes it, without its way through a dozen calls; what is escaped already stays."""
    text = str(value) if isinstance(value, Promise) else value
    return text.__html__() if hasattr(text, "__html__") else escape(str(text))
