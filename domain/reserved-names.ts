/**
 * Names below the platform's host that no merchant may have: they would receive what software looks for there by itself,
 * pass for the platform, or stand where the platform may need a name one day.
 *
 * Found by software   RFC 2142 (mailboxes), RFC 6186 and autodiscover (mail clients), WPAD, ISATAP, MTA-STS (RFC 8461), ACME,
 *                     well-known hosts of DNS and mail.
 * Spelling            Hyphens do not make another name (`sign-in`), nor does a number behind a host's (`ns7`, `www2`), nor
 *                     digits in the place of letters (`l0gin`). The platform's own name may not be a part of any, however it
 *                     is spelt.
 */

const SOFTWARE =
  'wpad isatap autodiscover autoconfig mtasts openpgpkey wellknown acme acmechallenge localhost localdomain local broadcasthost ' +
  'loopback ip6localhost ns dns dns1 resolver mx mail email webmail mailer mailserver mailhost smtp smtps smtpout imap imaps ' +
  'pop pop3 relay bounce bounces spf dkim dmarc bimi ftp sftp ftps ssh vpn proxy gateway router ldap sip ntp time xmpp jabber ' +
  'caldav carddav dav webdav socket ws wss whois rdap cpanel whm plesk phpmyadmin www web'

const MAILBOXES =
  'abuse admin administrator hostmaster postmaster webmaster root info marketing sales security support noc trouble usenet news ' +
  'uucp noreply donotreply nobody ssladmin ssladministrator sysadmin is it mailerdaemon'

const ACCOUNTS =
  'account accounts auth authenticate authentication authorize login logon logout logoff signin signon signout signup signoff ' +
  'register registration join sso saml oauth oauth2 openid oidc id identity idp password passwords reset resetpassword ' +
  'forgotpassword recover recovery verify verification confirm confirmation mfa 2fa otp secure security safe session sessions ' +
  'user users member members profile me my myaccount invite invitation invitations'

const MONEY =
  'billing bill bills invoice invoices pay payment payments payout payouts checkout cart carts order orders refund refunds bank ' +
  'wallet card cards transfer donate subscribe subscription subscriptions pricing plans'

const PLATFORM =
  'site sites app apps api apis graphql rest rpc webhook webhooks callback hook hooks edge cdn static assets asset media ' +
  'images image img files file uploads upload download downloads fonts css js store stores shop shops storefront market ' +
  'marketplace merchant merchants partner partners seller sellers vendor vendors customer customers platform dashboard console ' +
  'panel control controlpanel manage manager management portal backend internal intranet private system systems sys server ' +
  'servers host hosting node nodes cluster worker workers queue cron monitor monitoring metrics grafana kibana logs log trace ' +
  'health status uptime ping stats analytics telemetry beta alpha canary dev devel develop developer developers development ' +
  'test tests testing qa uat staging stage preview previews sandbox prod production live local ci cd build builds git ' +
  'github gitlab svn repo registry docker npm packages docs doc documentation help helpdesk helpcenter support faq kb wiki forum ' +
  'forums community blog news press about legal terms tos privacy cookies gdpr dpa imprint contact careers jobs team staff ' +
  'official moderator mod trust safety compliance search go link links redirect url domain domains null undefined default new ' +
  'edit delete remove all any none everyone anonymous unknown example invalid favicon robots sitemap'

const HOSTS = new Set(SOFTWARE.split(' '))
const RESERVED = new Set([SOFTWARE, MAILBOXES, ACCOUNTS, MONEY, PLATFORM].flatMap((names) => names.split(' ')))

const OWN_NAME = 'tradewind'

/** `name` is a DNS label in lower case (RFC 1035). */
export function isReservedName(name: string): boolean {
  // Labels with two hyphens there have a meaning of their own (RFC 5891): `xn--…` shows as letters of any script.
  if (/^..--/.test(name) || name.startsWith('_')) return true
  const plain = name.replaceAll('-', '')
  return (
    HOSTS.has(withoutNumber(plain)) ||
    [plain, ...readingsOf(plain)].some((name) => RESERVED.has(name)) ||
    skeleton(plain).includes(skeleton(OWN_NAME))
  )
}

/** Without the digits at its end, found from there so that the time is linear. */
function withoutNumber(name: string): string {
  let end = name.length
  while (end > 0 && isDigit(name.charCodeAt(end - 1))) end -= 1
  return name.slice(0, end)
}

const isDigit = (code: number) => code >= 0x30 && code <= 0x39

/** With letters where digits stand for them. */
function readingsOf(name: string): string[] {
  const letters = name.replace(/[03457]/g, (digit) => LETTER_OF[digit] ?? digit)
  return [letters.replaceAll('1', 'l'), letters.replaceAll('1', 'i')]
}

const LETTER_OF: Record<string, string> = { 0: 'o', 3: 'e', 4: 'a', 5: 's', 7: 't' }

/** The same for all names that look alike at a glance. */
const skeleton = (name: string): string =>
  (readingsOf(name)[0] ?? name)
    .replaceAll('vv', 'w')
    .replaceAll('uu', 'w')
    .replaceAll('cl', 'd')
    .replaceAll('rn', 'm')
    .replace(/[lj]/g, 'i')
