"""Pages about people."""

from django.urls import path

from documenters.views import sessions

urlpatterns = [
    path("", sessions.home, name="home"),
    path("login/", sessions.Login.as_view(), name="login"),
    path("logout/", sessions.logout_now, name="logout"),
    path("leave/", sessions.quick_exit, name="quick_exit"),
    path("language/", sessions.language_set, name="language_set"),
    path("password/", sessions.password_change, name="password_change"),
]
