"""Pages about people."""

from django.urls import path

from documenters.views import gallery, members, sessions

urlpatterns = [
    path("", sessions.home, name="home"),
    path("login/", sessions.Login.as_view(), name="login"),
    path("logout/", sessions.logout_now, name="logout"),
    path("leave/", sessions.quick_exit, name="quick_exit"),
    path("language/", sessions.language_set, name="language_set"),
    path("password/", sessions.password_change, name="password_change"),
    path("members/", members.member_list, name="member_list"),
    path("members/add/", members.member_add, name="member_add"),
    path("members/organisations/add/", members.organisation_add, name="organisation_add"),
    path("members/<int:pk>/suspend/", members.member_suspend, name="member_suspend"),
    path("members/<int:pk>/reinstate/", members.member_reinstate, name="member_reinstate"),
    path("members/<int:pk>/assign/", members.mentor_assign, name="mentor_assign"),
    path("members/<int:pk>/release/", members.mentor_release, name="mentor_release"),
    path("gallery/", gallery.gallery, name="gallery"),
]
