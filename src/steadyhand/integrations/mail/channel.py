"""How does an e-mail leave? By SMTP, its id made of the message's own key, so that a second copy is known as one."""

import smtplib
import ssl
from email.message import EmailMessage
from email.utils import formataddr
from urllib.parse import SplitResult, unquote, urlsplit
from uuid import UUID

from django.conf import settings

from steadyhand.business.dealership.queries import Firm, the_dealership
from steadyhand.integrations.mail.heads import head_of_letter
from steadyhand.integrations.written import goes_to_file, way_of, write_down
from steadyhand.shared.outbox.channels import Letter, NotLikeThis, NotNow, Way
from steadyhand.shared.outbox.mail_refs import mail_ref

TIMEOUT_SECONDS = 20
LOOPBACK = frozenset({"localhost", "127.0.0.1", "::1"})
# From here on an SMTP answer means "not now" (4xx) or "never" (5xx). Source: RFC 5321 § 4.2.1.
FOR_GOOD = 500


class Mail:
    """The channel for e-mail addresses."""

    def way(self, tenant_id: UUID) -> Way:
        """Return where e-mails go; nowhere while no sender is named."""
        way = way_of(settings.MAIL, tenant_id)
        return way if way is not Way.OUT or _sender(the_dealership(tenant_id)) else Way.NOWHERE

    def send(self, letter: Letter) -> str:
        """Hand the letter to the mail server; return its Message-ID.

        Raises:
            NotNow: the server can't be reached or takes nothing now.
            NotLikeThis: it refuses this letter, or none is connected.
        """
        if goes_to_file(settings.MAIL, letter, setting="STEADYHAND_MAIL", what="mail server"):
            return write_down("email", letter)
        server = _server(settings.MAIL)
        mail = _composed(letter)
        try:
            with _connected(server) as smtp:
                if server.username:
                    smtp.login(unquote(server.username), unquote(server.password or ""))
                smtp.send_message(mail)
        except smtplib.SMTPAuthenticationError as refused:
            raise NotNow(f"The mail server {server.hostname} doesn't accept user name and password.") from refused
        except smtplib.SMTPRecipientsRefused as refused:
            code, said = next(iter(refused.recipients.values()))
            raise _refusal(server, code, said) from refused
        except smtplib.SMTPResponseException as refused:
            raise _refusal(server, refused.smtp_code, refused.smtp_error) from refused
        except (OSError, smtplib.SMTPException) as problem:
            raise NotNow(f"The mail server {server.hostname} can't be reached: {problem}.") from problem
        return str(mail["Message-ID"])


def _server(written: str) -> SplitResult:
    server = urlsplit(written)
    if server.scheme not in ("smtp", "smtps") or not server.hostname:
        raise NotLikeThis(
            "STEADYHAND_MAIL is no mail server; write smtp://user:password@mail.example:587, or smtps:// for port 465."
        )
    return server


def _connected(server: SplitResult) -> smtplib.SMTP:
    host = server.hostname or ""
    if server.scheme == "smtps":
        context = ssl.create_default_context()
        return smtplib.SMTP_SSL(host, server.port or 465, timeout=TIMEOUT_SECONDS, context=context)
    smtp = smtplib.SMTP(host, server.port or 587, timeout=TIMEOUT_SECONDS)
    if host not in LOOPBACK:
        # Never in the clear over a network: without STARTTLS this raises, and nothing is said.
        smtp.starttls(context=ssl.create_default_context())
    return smtp


def _composed(letter: Letter) -> EmailMessage:
    firm = the_dealership(letter.tenant_id)
    sender = _sender(firm)
    if not sender:
        raise NotLikeThis("Nobody is named as sender: set STEADYHAND_MAIL_FROM to the dealership's e-mail address.")
    mail = EmailMessage()
    mail["From"] = formataddr((firm.name, sender))
    mail["To"] = formataddr((letter.recipient_name, letter.recipient))
    mail["Subject"] = " ".join(letter.subject.split())
    mail["Message-ID"] = f"<{mail_ref(letter.key)}@{sender.rpartition('@')[2]}>"
    head = head_of_letter(letter, domain=sender.rpartition("@")[2])
    mail["Auto-Submitted"] = "auto-replied" if head.is_answer else "auto-generated"
    for name, value in head.fields.items():
        mail[name] = value
    # Not as eight bits, which some servers on the way still mangle.
    mail.set_content(f"{letter.text}{head.foot}", cte="quoted-printable")
    for each in letter.attached:
        _, _, subtype = each.media_type.partition("/")
        mail.add_attachment(each.text, subtype=subtype, filename=each.name, cte="quoted-printable")
    return mail


def _sender(firm: Firm) -> str:
    return settings.MAIL_FROM or firm.email


def _refusal(server: SplitResult, code: int, said: bytes | str) -> NotNow | NotLikeThis:
    words = said.decode(errors="replace") if isinstance(said, bytes) else said
    sentence = f"The mail server {server.hostname} answers {code}: {words}"
    return NotLikeThis(sentence) if code >= FOR_GOOD else NotNow(sentence)
