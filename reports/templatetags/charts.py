"""Charts in templates."""

from django import template

from reports.charts.data import Chart
from reports.charts.pictures import Picture, pictures_of

register = template.Library()


@register.simple_tag
def pictures(chart: Chart) -> tuple[Picture, ...]:
    """The SVG pictures of a chart."""
    return pictures_of(chart)
