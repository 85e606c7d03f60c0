// @ts-check
/** @type {Record<string, [string, string]>} */
export const words = {
  button: ["问数", "Where from?"],
  title: ["这些数从哪里来", "Where these figures come from"],
  hint: ["点页面上任何一个数（下面有虚线），看它怎么算、读自哪里；或在下面选一类。再按一次按钮或 Esc 结束。", "Choose any figure of the page (underlined by dots) to see how it is computed and where it was read; or choose a kind below. The button or Escape ends this."],
  close: ["关闭", "Close"],
  figures: ["{n} 个数", "{n} figures"],
  none: ["这一页现在没有数。", "There are no figures on this page now."],
  read: ["读自", "Read from"],
  at: ["{time} 读取", "read at {time}"],
  version: ["版本 {version}", "version {version}"],
  notRead: ["（本页尚未读取）", "(not read by this page yet)"],
  law: ["依据", "Law"],
  see: ["继续追查", "Follow it further"],
  here: ["在页面上指出", "Show on the page"],
  own: ["这个数的名称旁有“ⓘ”，点开就是它的来源。", "The ⓘ beside the name of this figure tells where it comes from."],
  unnamed: ["没有登记这个数的来源。", "No origin is recorded for this figure."],
};
