"""How a programme publishes: thresholds, lags, and whether there is a public page."""

from typing import TYPE_CHECKING, ClassVar

from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from documenters.models import Programme
from documenters.sensitivity import Sensitivity
from reports.disclosure.schema import Parameters

if TYPE_CHECKING:
    from django.utils.functional import _StrOrPromise as StrOrPromise

_DEFAULTS = Parameters()
THRESHOLDS = ("k_national", "k_subnational", "k_donor")
PARAMETERS = (
    *THRESHOLDS,
    "concentration_row",
    "headline_single",
    "headline_pair",
    "rare_below",
    "two_witnesses",
    "small_country_below",
)


def _number(
    label: "StrOrPromise", default: int, least: int, most: int, help_text: "StrOrPromise" = ""
) -> models.Field[int, int]:
    return models.PositiveSmallIntegerField(
        label,
        default=default,
        validators=[MinValueValidator(least), MaxValueValidator(most)],
        help_text=help_text,
    )


class ReleaseSettings(models.Model):
    """Settings of a programme's releases. Thresholds are frozen with a block: a change holds from the next block on."""

    SENSITIVITY: ClassVar = {
        "id": Sensitivity.INTERNAL,
        "programme": Sensitivity.INTERNAL,
        **dict.fromkeys(PARAMETERS, Sensitivity.PUBLIC),
        "quarter_lag_days": Sensitivity.PUBLIC,
        "year_lag_days": Sensitivity.PUBLIC,
        "public_page": Sensitivity.PUBLIC,
        "contact": Sensitivity.PUBLIC,
    }

    programme = models.OneToOneField(Programme, on_delete=models.PROTECT, related_name="release_settings")
    k_national = _number(
        _("smallest number, whole country and a year"),
        _DEFAULTS.k_national,
        5,
        100,
        _("Counted in clients. Fewer are never published, none at all included."),
    )
    k_subnational = _number(_("smallest number, oblast or quarter"), _DEFAULTS.k_subnational, 5, 100)
    k_donor = _number(_("smallest number for donors"), _DEFAULTS.k_donor, 5, 100)
    concentration_row = _number(
        _("rows with fewer cases must not lie in one cell"), _DEFAULTS.concentration_row, 10, 500
    )
    headline_single = _number(_("protected figures of one kind, from (cases)"), _DEFAULTS.headline_single, 5, 1000)
    headline_pair = _number(_("protected figures of two kinds, from (cases)"), _DEFAULTS.headline_pair, 5, 1000)
    rare_below = _number(_("codes with fewer cases a year become “other”"), _DEFAULTS.rare_below, 5, 500)
    two_witnesses = models.BooleanField(
        _("one leaked number opens no other"), default=_DEFAULTS.two_witnesses, help_text=_("Public figures only.")
    )
    small_country_below = _number(_("whole years only, below (cases a year)"), _DEFAULTS.small_country_below, 0, 10_000)
    quarter_lag_days = _number(_("a quarter is published after (days)"), 30, 0, 366)
    year_lag_days = _number(_("a year is published after (days)"), 60, 0, 366)
    public_page = models.BooleanField(_("public page"), default=False)
    contact = models.CharField(_("contact line of the page"), max_length=300, blank=True)

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=Q(k_national__gte=5, k_subnational__gte=5, k_donor__gte=5),
                name="release_thresholds_at_least_5",
            ),
            models.CheckConstraint(
                condition=Q(concentration_row__gte=10, rare_below__gte=5), name="release_floors_kept"
            ),
        ]

    def __str__(self) -> str:
        return str(self.programme_id)

    @property
    def parameters(self) -> Parameters:
        """The thresholds as the disclosure control takes them."""
        return Parameters(**{name: getattr(self, name) for name in PARAMETERS})


def settings_of(programme: Programme) -> ReleaseSettings:
    """The programme's settings; the defaults, not stored, where nobody has changed any."""
    return ReleaseSettings.objects.filter(programme=programme).first() or ReleaseSettings(programme=programme)
