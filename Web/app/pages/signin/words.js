// @ts-check
/** @type {Record<string, [zh: string, en: string]>} */
export const catalogue = {
  "title": ["登录治土", "Sign in to Zhitu"],
  "subtitle": ["全域土地综合整治平台", "Comprehensive land consolidation"],
  "account": ["账号", "Account"],
  "password": ["口令", "Password"],
  "code": ["验证码或恢复码", "Code or recovery code"],
  "code.hint": ["首次登录时留空", "Leave it empty at the first sign-in"],
  "sign.in": ["登录", "Sign in"],
  "working": ["请稍候…", "One moment…"],
  "change.title": ["设置新口令", "Choose a new password"],
  "change.why": [
    "当前口令由管理员设置或已到期，更改后才能使用。",
    "The current password was set by an administrator or has expired; change it to continue.",
  ],
  "current": ["当前口令", "Current password"],
  "new": ["新口令", "New password"],
  "again": ["再次输入新口令", "New password again"],
  "rules": [
    "至少 {length} 个字符，大写、小写、数字、其他字符中至少 {kinds} 种；不用常见词、键盘顺序，不含账号和姓名。",
    "At least {length} characters of at least {kinds} kinds (upper case, lower case, digits, others); no common words, keyboard rows, account or name.",
  ],
  "rules.long": [
    "至少 {length} 个字符，越长越好；不用常见词、键盘顺序，不含账号和姓名。",
    "At least {length} characters, the longer the better; no common words, keyboard rows, account or name.",
  ],
  "differs": ["两次输入的新口令不同。", "The two new passwords differ."],
  "change": ["更改口令", "Change password"],
  "changed": ["口令已更改，请用新口令登录。", "The password is changed. Sign in with the new one."],
  "factor.title": ["登记第二因素", "Set up the second factor"],
  "factor.why": [
    "登录须同时用口令和手机验证码。请先在手机上装一个支持 TOTP 的验证器应用。",
    "Sign-in needs a password and a code from a phone. Have an authenticator app (TOTP) ready.",
  ],
  "factor.begin": ["开始登记", "Begin"],
  "factor.scan": ["用验证器扫描此码：", "Scan this with the app:"],
  "factor.secret": ["或手动输入此密钥：", "Or type this key:"],
  "factor.open": ["在本机的验证器中打开", "Open in an app on this device"],
  "factor.code": ["应用显示的 6 位验证码", "The six digits that the app shows"],
  "factor.confirm": ["确认", "Confirm"],
  "recovery.title": ["恢复码", "Recovery codes"],
  "recovery.why": [
    "手机不在身边时，每个恢复码可代替验证码使用一次。请抄下或打印，只显示这一次。",
    "Without the phone each of these replaces a code, once. Write them down or print them: they are shown only once.",
  ],
  "recovery.done": ["我已妥善保存，继续", "I have kept them; go on"],
  "local": [
    "服务没有启用账号，无须登录。",
    "The server runs without accounts; no sign-in is needed.",
  ],
  "enter": ["进入", "Enter"],
  "language": ["English", "中文"],
};
