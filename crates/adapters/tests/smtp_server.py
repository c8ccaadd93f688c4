"""A mail server for one test. Prints its port, then each mail that arrives as a line of JSON."""

import asyncio
import json
import sys
from email import message_from_bytes, policy

from aiosmtpd.smtp import SMTP


class Keeper:
    async def handle_RCPT(self, server, session, envelope, address, options):
        if address.startswith("refused@"):
            return "550 5.1.1 no such mailbox"
        if address.startswith("busy@"):
            return "451 4.3.0 try again later"
        if address.startswith("locked@"):
            return "530 5.7.0 authentication required"
        envelope.rcpt_tos.append(address)
        return "250 OK"

    async def handle_DATA(self, server, session, envelope):
        mail = message_from_bytes(envelope.content, policy=policy.default)
        leaves = [part for part in mail.walk() if not part.is_multipart()]
        parts = {part.get_content_type(): part.get_payload(decode=True).decode() for part in leaves}
        types = [str(part["Content-Type"]) for part in leaves]
        headers = {name: str(mail[name]) for name in ("From", "To", "Subject", "Message-ID", "Date")}
        headers["to"] = [address.addr_spec for address in mail["To"].addresses]
        headers["names"] = mail.keys()
        headers["recipients"] = envelope.rcpt_tos
        print(json.dumps({"type": mail.get_content_type(), "types": types, "parts": parts, **headers}), flush=True)
        return "250 OK"


async def main():
    loop = asyncio.get_running_loop()
    server = await loop.create_server(lambda: SMTP(Keeper(), hostname="localhost"), "127.0.0.1", 0)
    print(server.sockets[0].getsockname()[1], flush=True)
    # Ends with its parent, whose pipe this is.
    await loop.run_in_executor(None, sys.stdin.read)


asyncio.run(main())
