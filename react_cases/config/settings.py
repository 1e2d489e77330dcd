"""Settings from the environment. Every name is listed in `.env.example`.

Without `DATABASE_URL` the embedded PostgreSQL under `var/` is used (see `embedded_database.py`).
Without `SECRET_KEY` and `SEALING_KEY` a pair is made once and kept under `var/` with mode 600: good for a demo and
for tests. With `DEMO=0` both must be given.
"""

from pathlib import Path

import environ
from csp.constants import NONE, SELF
from django.core.exceptions import ImproperlyConfigured
from django.utils.translation import gettext_lazy as _

from react_cases.config import database_url, demo_guard, embedded_database, mail_url, secrets

BASE_DIR = Path(__file__).resolve().parent.parent.parent

env = environ.Env()
env.read_env(BASE_DIR / ".env")

DEMO: bool = env.bool("DEMO", default=not env.str("SECRET_KEY", default=""))
DEBUG: bool = env.bool("DEBUG", default=False)
if DEBUG and not DEMO:
    raise ImproperlyConfigured("DEBUG=1 shows the code and its data to everybody: it goes with a demo only, DEMO=1.")
VAR_DIR = Path(env.str("VAR_DIR", default=str(BASE_DIR / "var")))

SECRET_KEY: str = env.str("SECRET_KEY", default="") or secrets.kept_secret(VAR_DIR, "secret_key", demo=DEMO)
SEALING_KEY: str = env.str("SEALING_KEY", default="") or secrets.kept_secret(VAR_DIR, "sealing_key", demo=DEMO)

# Who opens what people wrote: the server by a key of this environment, or only the members with keys of their own.
VAULT_MODE: str = env.str("VAULT_MODE", default="server" if DEMO else "members")
if VAULT_MODE not in ("server", "members"):
    raise ImproperlyConfigured("VAULT_MODE is “members” or “server”.")
# What one try at a passphrase costs whoever has stolen the database. Tests pay less.
PASSPHRASE_MEMORY_KIB = 65_536

ALLOWED_HOSTS: list[str] = env.list("ALLOWED_HOSTS", default=["localhost", "127.0.0.1", "[::1]"])
demo_guard.refuse_public_demo(demo=DEMO, hosts=ALLOWED_HOSTS, listens_on=env.str("HOST", default="127.0.0.1"))
CSRF_TRUSTED_ORIGINS: list[str] = env.list("CSRF_TRUSTED_ORIGINS", default=[])

INSTALLED_APPS = [
    "documenters",
    "react_cases",
    "reports",
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.sessions",
    "django.contrib.messages",
    "django.contrib.staticfiles",
    "django.forms",
    "crispy_forms",
    "crispy_bootstrap5",
    "django_filters",
    "django_cotton",
    "csp",
    "allauth",
    "allauth.account",
    "allauth.mfa",
    "documenters.apps.SessionListConfig",
    "django_tasks",
    "django_tasks_db",
    "django_linear_migrations",
]

if DEMO or DEBUG:
    # The linear-migrations check is a workshop tool; production images install only requirements.lock.
    from importlib.util import find_spec

    if find_spec("django_linear_migrations") is None:
        INSTALLED_APPS.remove("django_linear_migrations")
else:
    INSTALLED_APPS.remove("django_linear_migrations")

MIDDLEWARE = [
    # These two before all others: a redirect to HTTPS and a refused host name have every header as well.
    "react_cases.config.headers.HeadersMiddleware",
    "csp.middleware.CSPMiddleware",
    "django.middleware.security.SecurityMiddleware",
    "react_cases.config.headers.MethodsMiddleware",
    # Pages repeat themselves, lines are slow. Lengths tell nothing: Django pads each answer at random (BREACH).
    "django.middleware.gzip.GZipMiddleware",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "documenters.middleware.LanguageMiddleware",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "allauth.account.middleware.AccountMiddleware",
    # Once it is known who asks, and before anything is said to them.
    "documenters.middleware.ProgrammeLanguageMiddleware",
    "documenters.refusal_log.RefusalLogMiddleware",
    "django.contrib.messages.middleware.MessageMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
    "documenters.key_middleware.KeyCookieMiddleware",
    "documenters.middleware.SessionLifetimeMiddleware",
    "documenters.middleware.LockdownMiddleware",
    "documenters.middleware.DatabaseIdentityMiddleware",
    "documenters.key_middleware.OpenedKeyMiddleware",
    "documenters.second_factor.SecondFactorMiddleware",
    "documenters.key_middleware.KeyStepMiddleware",
    "documenters.middleware.BrokenSealMiddleware",
    # The innermost: nothing but pages and logged downloads leaves a view.
    "documenters.downloads.SensitiveDownloadMiddleware",
]

ROOT_URLCONF = "react_cases.config.urls"
WSGI_APPLICATION = "react_cases.config.wsgi.application"

TEMPLATES = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "DIRS": [BASE_DIR / "templates"],
        "OPTIONS": {
            "loaders": [
                (
                    "django.template.loaders.cached.Loader",
                    [
                        "django_cotton.cotton_loader.Loader",
                        "django.template.loaders.filesystem.Loader",
                        "django.template.loaders.app_directories.Loader",
                    ],
                )
            ],
            "builtins": ["django_cotton.templatetags.cotton"],
            "context_processors": [
                "django.template.context_processors.request",
                "django.contrib.auth.context_processors.auth",
                "django.contrib.messages.context_processors.messages",
                "documenters.views.context.site",
            ],
        },
    }
]
COTTON_DIR = "components"
# What says how much waits behind an entry of the menu, for the person who looks: a function `f(*, by: User) -> int`.
NAVIGATION_COUNTS = {
    "audit_log": "documenters.actions.audit_log.waiting_warnings",
    "queue": "react_cases.actions.waiting.waiting_count",
    "vault_list": "documenters.actions.key_holders.waiting_count",
}
FORM_RENDERER = "django.forms.renderers.TemplatesSetting"
CRISPY_ALLOWED_TEMPLATE_PACKS = CRISPY_TEMPLATE_PACK = "bootstrap5"

EMBEDDED_DATABASE = not env.str("DATABASE_URL", default="")
# The application logs in as a role that owns nothing. The owner's address belongs to `migrate` alone; without it there
# is no second alias.
DATABASE_OWNER_URL = env.str("DATABASE_OWNER_URL", default="")
if EMBEDDED_DATABASE:
    DATABASE_OWNER_URL = embedded_database.url(VAR_DIR, embedded_database.OWNER)
DATABASES = {
    "default": {
        **database_url.settings(env.str("DATABASE_URL", default="") or embedded_database.url(VAR_DIR)),
        "ATOMIC_REQUESTS": True,
        "CONN_MAX_AGE": 0,
        "CONN_HEALTH_CHECKS": True,
    }
}
if DATABASE_OWNER_URL:
    # Tests make their database as the owner and use it as the application.
    DATABASES["owner"] = database_url.settings(DATABASE_OWNER_URL, "DATABASE_OWNER_URL") | {
        "TEST": {"DEPENDENCIES": []}
    }
    DATABASES["default"]["TEST"] = {"MIRROR": "owner"}
# What the limits count outlives a request that is rolled back, and is locked for an instant only.
DATABASES["limits"] = {**DATABASES["default"], "ATOMIC_REQUESTS": False, "CONN_MAX_AGE": 60}
DATABASE_ROUTERS = ["react_cases.config.limits_router.LimitsRouter"]
CACHES = {
    "default": {
        "BACKEND": "documenters.count_cache.CountCache",
        "LOCATION": "documenters_limit",
        "KEY_FUNCTION": "documenters.limits.cache_key",
    }
}
# Jobs wait in the same database, and are put there by the same transaction as what they are about (docs/adr/0019).
TASKS = {"default": {"BACKEND": "reports.jobs.JobQueue"}}
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"

AUTH_USER_MODEL = "documenters.User"
PASSWORD_HASHERS = ["django.contrib.auth.hashers.Argon2PasswordHasher"]
AUTH_PASSWORD_VALIDATORS = [
    {"NAME": "documenters.password_rules.LongEnough"},
    {"NAME": "documenters.password_rules.NotCommon"},
    {"NAME": "documenters.password_rules.NotOfTheField"},
    {"NAME": "documenters.password_rules.NotLikeTheName"},
    {"NAME": "django.contrib.auth.password_validation.NumericPasswordValidator"},
]
AUTHENTICATION_BACKENDS = ["allauth.account.auth_backends.AuthenticationBackend"]
LOGIN_URL = LOGOUT_REDIRECT_URL = "account_login"
LOGIN_REDIRECT_URL = "home"

# The recognition model beside the rules of the personal-data guard. Asked for and not there: nothing starts.
PII_NER: bool = env.bool("PII_NER", default=False)

# Nobody works without a second factor, except in a demo. The environment can only ask for more.
SECOND_FACTOR_REQUIRED: bool = not DEMO or env.bool("SECOND_FACTOR_REQUIRED", default=False)
ACCOUNT_ADAPTER = "documenters.adapters.AccountAdapter"
ACCOUNT_USER_MODEL_EMAIL_FIELD = None
ACCOUNT_LOGIN_METHODS = {"username"}
ACCOUNT_SIGNUP_FIELDS = ["username*", "password1*"]
ACCOUNT_EMAIL_VERIFICATION = "none"
ACCOUNT_SESSION_REMEMBER = False
ACCOUNT_FORMS = {
    "login": "documenters.forms.login.LoginForm",
    "change_password": "documenters.forms.login.ChangePasswordForm",
    "reauthenticate": "documenters.forms.login.ReauthenticateForm",
}
# An office shares one address: it may fail far oftener than one login.
ACCOUNT_RATE_LIMITS = {"login": "60/m/ip", "login_failed": "60/5m/ip,5/5m/key", "reauthenticate": "20/5m/user"}
ALLAUTH_TRUSTED_PROXY_COUNT = 0 if DEMO else 1
MFA_ADAPTER = "documenters.adapters.MFAAdapter"
MFA_SUPPORTED_TYPES = ["totp", "webauthn", "recovery_codes"]
MFA_RECOVERY_CODES_SHOW_ONCE = True
# Clocks of telephones are wrong by up to a minute.
MFA_TOTP_TOLERANCE = 1
# The app shows it above the code, on a phone that may be seized.
MFA_TOTP_ISSUER = "Journal"
MFA_FORMS = {
    "authenticate": "documenters.forms.login.AuthenticateForm",
    "reauthenticate": "documenters.forms.login.ReauthenticateCodeForm",
    "activate_totp": "documenters.forms.login.ActivateTOTPForm",
    "add_webauthn": "documenters.forms.login.KeyForm",
    "authenticate_webauthn": "documenters.forms.login.KeyAnswer",
    "reauthenticate_webauthn": "documenters.forms.login.KeyAnswerOnceMore",
    "edit_webauthn": "documenters.forms.login.KeyNameForm",
}

# The demo and the tests speak plain HTTP on this machine; everything else is behind the TLS proxy. Browsers take a
# `__Host-` cookie from this host only, over HTTPS only, and no neighbour of the domain can plant one.
SESSION_COOKIE_SECURE = CSRF_COOKIE_SECURE = LANGUAGE_COOKIE_SECURE = not DEMO
COOKIE_PREFIX = "" if DEMO else "__Host-"
SESSION_COOKIE_NAME = f"{COOKIE_PREFIX}sessionid"
CSRF_COOKIE_NAME = f"{COOKIE_PREFIX}csrftoken"
# Half of what opens the person's key; the other half is in the session's row.
VAULT_COOKIE_NAME = f"{COOKIE_PREFIX}k"
LANGUAGE_COOKIE_NAME = f"{COOKIE_PREFIX}django_language"
# The database holds a hash of the cookie, never the cookie.
SESSION_ENGINE = "documenters.session_store"
SESSION_COOKIE_HTTPONLY = LANGUAGE_COOKIE_HTTPONLY = True
# Gone with the browser's window; the server decides by itself when a session is locked and ends: documenters.lifetimes.
SESSION_EXPIRE_AT_BROWSER_CLOSE = True
SESSION_COOKIE_AGE = 12 * 3600
SESSION_COOKIE_SAMESITE = CSRF_COOKIE_SAMESITE = LANGUAGE_COOKIE_SAMESITE = "Strict"
# Forgotten with the browser's window, like the session: a seized phone does not tell who uses this site.
CSRF_COOKIE_AGE = None
LANGUAGE_COOKIE_AGE = 365 * 24 * 3600
# Messages name people, and would wait in a cookie on the phone.
MESSAGE_STORAGE = "django.contrib.messages.storage.session.SessionStorage"
SECURE_SSL_REDIRECT = not DEMO and env.bool("SECURE_SSL_REDIRECT", default=True)
SECURE_HSTS_SECONDS = 0 if DEMO else 31_536_000
SECURE_HSTS_INCLUDE_SUBDOMAINS = SECURE_HSTS_PRELOAD = not DEMO
SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https")
# "no-referrer" would make browsers send `Origin: null` with our own forms, which the CSRF check refuses.
SECURE_REFERRER_POLICY = "same-origin"
X_FRAME_OPTIONS = "DENY"
# Files stay in memory, and only where a view asks for one: nothing of them ever reaches the temporary folder.
FILE_UPLOAD_HANDLERS = ["documenters.uploads.MemoryUploadHandler"]
# Narratives of 100,000 characters must reach the form's own clear message.
DATA_UPLOAD_MAX_MEMORY_SIZE = 2_621_440
# The longest intake, with every box ticked, sends less than half of this.
DATA_UPLOAD_MAX_NUMBER_FIELDS = 1_000
DATA_UPLOAD_MAX_NUMBER_FILES = 10
CONTENT_SECURITY_POLICY = {
    "DIRECTIVES": {
        "default-src": [NONE],
        "script-src": [SELF],
        "style-src": [SELF],
        "img-src": [SELF],
        "font-src": [SELF],
        "connect-src": [SELF],
        "form-action": [SELF],
        "manifest-src": [SELF],
        "worker-src": [SELF],
        "object-src": [NONE],
        "frame-ancestors": [NONE],
        "base-uri": [NONE],
        # Text never becomes code or markup: every script of ours builds pages from elements (docs/adr/0014).
        "require-trusted-types-for": ["'script'"],
        "trusted-types": [NONE],
    }
}

# Mail is for invitations and for “you have one task”, and usually not there: a mailbox is one more thing to seize.
EMAIL_URL: str = env.str("EMAIL_URL", default="")
MAIL_FROM: str = env.str("MAIL_FROM", default="")
MAIL_IS_SET_UP = bool(EMAIL_URL)
if MAIL_IS_SET_UP:
    vars().update(mail_url.settings(env.email_url("EMAIL_URL"), MAIL_FROM, demo=DEMO))
EMAIL_TIMEOUT = 10
DEFAULT_FROM_EMAIL: str = MAIL_FROM or "noreply@localhost"

LANGUAGE_CODE = "ru"
LANGUAGES = [("ru", _("Russian")), ("ky", _("Kyrgyz")), ("en", _("English"))]
# The second mends what Django itself says in Kyrgyz: gaps, wrong meanings, and an address too familiar.
LOCALE_PATHS = [BASE_DIR / "locale", BASE_DIR / "locale" / "third_party"]
USE_I18N = True
USE_TZ = True
TIME_ZONE = "Asia/Bishkek"
USE_THOUSAND_SEPARATOR = True
FORMAT_MODULE_PATH = "react_cases.config.formats"

STATIC_URL = "static/"
STATICFILES_DIRS = [BASE_DIR / "static"]
STATICFILES_FINDERS = [
    "django.contrib.staticfiles.finders.FileSystemFinder",
    "django.contrib.staticfiles.finders.AppDirectoriesFinder",
    "react_cases.config.bundles.BundleFinder",
]
STATIC_ROOT = VAR_DIR / "static"
# No other site loads our files.
WHITENOISE_ALLOW_ALL_ORIGINS = False
WHITENOISE_MIMETYPES = {".svg": "image/svg+xml; charset=utf-8"}
STORAGES = {
    "default": {"BACKEND": "django.core.files.storage.FileSystemStorage"},
    "staticfiles": {"BACKEND": "whitenoise.storage.CompressedManifestStaticFilesStorage"},
}

LOGGING = {
    "version": 1,
    "disable_existing_loggers": False,
    "formatters": {"quiet": {"()": "react_cases.config.quiet_log.QuietFormatter"}},
    "handlers": {"console": {"class": "logging.StreamHandler", "formatter": "quiet"}},
    "root": {"handlers": ["console"], "level": "WARNING"},
    "loggers": {
        # Named, so that Django's own handlers go: one of them mails whole requests.
        "django": {"level": "WARNING"},
        "django.server": {"level": "ERROR", "propagate": True},
        # Their warnings name the page that somebody asked for: written nowhere, like the rest of what people do.
        "django.request": {"level": "ERROR"},
        "django.security": {"level": "ERROR"},
        # Robots that try names: nobody can do anything about them.
        "django.security.DisallowedHost": {"level": "CRITICAL"},
        # Statements with their values.
        "django.db.backends": {"level": "WARNING"},
    },
}
DEFAULT_EXCEPTION_REPORTER_FILTER = "react_cases.config.quiet_log.SilentReporterFilter"
