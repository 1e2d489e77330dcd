"""What the site says with every answer, and which requests it does not look at.

The content security policy comes from django-csp, some headers from Django's SecurityMiddleware; `settings.py` sets
both.
"""

from collections.abc import Callable

from django.conf import settings
from django.http import HttpRequest, HttpResponse, HttpResponseNotAllowed

Handler = Callable[[HttpRequest], HttpResponse]

METHODS = ("GET", "HEAD", "POST")
"""Everything else, TRACE and OPTIONS too, is refused before anybody looks at it."""

OWN_FEATURES = ("publickey-credentials-create", "publickey-credentials-get")
"""What the site's own pages may use of the browser: passkeys."""

BARRED_FEATURES = """
    accelerometer aria-notify autoplay browsing-topics camera captured-surface-control clipboard-read
    clipboard-write compute-pressure cross-origin-isolated deferred-fetch deferred-fetch-minimal
    digital-credentials-create digital-credentials-get display-capture encrypted-media fullscreen gamepad
    geolocation gyroscope hid identity-credentials-get idle-detection interest-cohort keyboard-map
    language-detector language-model local-fonts local-network local-network-access loopback-network
    magnetometer media-playback-while-not-visible microphone midi on-device-speech-recognition otp-credentials
    payment picture-in-picture private-state-token-issuance private-state-token-redemption screen-wake-lock
    serial speaker-selection storage-access summarizer sync-xhr translator unload usb window-management
    xr-spatial-tracking
"""
"""What nobody may use here, also a script that should not be there. All that Chromium knows, without what it tells of
itself (`ch-…`): nobody asks it."""

HEADERS = {
    "Cross-Origin-Embedder-Policy": "require-corp",
    "Cross-Origin-Resource-Policy": "same-origin",
    "Permissions-Policy": ", ".join(
        [*(f"{name}=()" for name in BARRED_FEATURES.split()), *(f"{name}=(self)" for name in OWN_FEATURES)]
    ),
    "X-Frame-Options": "DENY",
    "X-Permitted-Cross-Domain-Policies": "none",
    "X-Robots-Tag": "noindex, nofollow, noarchive",
}
"""The same with every answer."""

NAMES_OF_THE_MAKER = ("Server", "X-Powered-By")
FILE_FOUND = (200, 206, 304)
FOR_A_YEAR = "private, max-age=31536000, immutable"


class HeadersMiddleware:
    """The outermost: what any other middleware refuses, redirects or breaks gets its headers too."""

    def __init__(self, get_response: Handler) -> None:
        self.get_response = get_response
        self.files = f"/{settings.STATIC_URL.strip('/')}/"

    def __call__(self, request: HttpRequest) -> HttpResponse:
        response = self.get_response(request)
        for name, value in HEADERS.items():
            response.headers[name] = value
        for name in NAMES_OF_THE_MAKER:
            response.headers.pop(name, None)
        # Nothing that somebody saw stays in a cache of the browser or of a proxy; only files of the program do, and
        # lists that are the same for everybody.
        if getattr(response, "may_be_kept", False) and response.status_code == 200:
            response.headers["Cache-Control"] = FOR_A_YEAR
            # Who asks changes nothing in it: a new session finds it again.
            response.headers["Vary"] = "Accept-Encoding"
        elif not (request.path_info.startswith(self.files) and response.status_code in FILE_FOUND):
            response.headers["Cache-Control"] = "no-store"
        return response


class MethodsMiddleware:
    """Refuses every method that the site has no use for."""

    def __init__(self, get_response: Handler) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        return self.get_response(request) if request.method in METHODS else HttpResponseNotAllowed(METHODS)
