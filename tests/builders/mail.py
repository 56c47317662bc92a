"""E-mails as customers and mail servers write them."""

from collections.abc import Mapping

HEADERS = {
    "From": "Grace Chen <grace@chen.example>",
    "To": "service@lakeside.example",
    "Subject": "Re: a time for you",
    "Message-ID": "<1@chen.example>",
    "MIME-Version": "1.0",
    "Content-Type": "text/plain; charset=utf-8",
}


def a_mail(words: str = "Thursday suits us.", *, headers: Mapping[str, str] | None = None) -> bytes:
    """Return an e-mail of Grace's, byte by byte as it is written here."""
    lines = [f"{name}: {value}" for name, value in (HEADERS | dict(headers or {})).items()]
    return ("\n".join(lines) + "\n\n" + words).encode()


def a_return(address: str, *, ref: str, status: str = "5.1.1", action: str = "failed") -> bytes:
    """Return what a mail server says of a letter of ours that it could not deliver (RFC 3464)."""
    return f"""From: Mail Delivery System <mailer-daemon@mx.example>
To: service@lakeside.example
Subject: Undelivered Mail Returned to Sender
Auto-Submitted: auto-replied
Message-ID: <back-{status}@mx.example>
MIME-Version: 1.0
Content-Type: multipart/report; report-type=delivery-status; boundary="b"

--b
Content-Type: text/plain

It did not arrive.

--b
Content-Type: message/delivery-status

Reporting-MTA: dns; mx.example

Final-Recipient: rfc822; {address}
Action: {action}
Status: {status}
Diagnostic-Code: smtp; 550 No such user

--b
Content-Type: message/rfc822

From: service@lakeside.example
To: {address}
Message-ID: <{ref}>
Subject: a time for you

Somebody is with you on Thursday.

--b--
""".encode()
