"""Writing what a customer will read: looked at while it is typed, plain words at hand, and a better home for the rest.

One field (`fields.CustomerWords`), one part of templates (`parts/_composer.html`), one script (`static/…/composer/`).
Nothing here ever keeps a form from being sent.
"""
