"""Addresses of the service manager."""

from django.urls import path

from steadyhand.pages.manager import today

urlpatterns = [path("today/", today.today, name="manager-today")]
