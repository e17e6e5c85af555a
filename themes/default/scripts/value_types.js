// What a worksheet's value may be, by the type that the lesson declares. A value goes into commands that people paste into a
// shell: one that came in a file from somebody else must not hold what a shell would act on.
(() => {
  "use strict";
  const label = "[\\p{L}\\p{N}](?:[\\p{L}\\p{N}-]{0,61}[\\p{L}\\p{N}])?";
  const host = new RegExp(`^(?=.{1,253}$)${label}(?:\\.${label})*$`, "u");
  const schemes = ["http", "https", "ws", "wss", "ftp", "sftp", "ssh", "git", "smtp", "smtps", "ldap", "amqp", "mongodb", "mysql", "postgres", "postgresql", "redis", "rediss"];

  /** @param {string} value */
  const isIp = (value) => {
    if (/^\d+(?:\.\d+){3}$/.test(value)) return value.split(".").every((part) => /^(?:0|[1-9]\d{0,2})$/.test(part) && Number(part) < 256);
    if (!/^[0-9a-f:.]*:[0-9a-f:.]*$/i.test(value)) return false;
    try {
      return new URL(`http://[${value}]/`).hostname !== "";
    } catch {
      return false;
    }
  };
  /** @param {string} value */
  const isUrl = (value) => {
    if (/[\s"'`<>\\^{}|;$()]/.test(value)) return false;
    try {
      const url = new URL(value);
      return schemes.includes(url.protocol.slice(0, -1)) && url.hostname !== "";
    } catch {
      return false;
    }
  };
  /** @type {Record<string, (value: string) => boolean>} */
  const types = {
    ip: isIp,
    host: (value) => host.test(value),
    port: (value) => /^[1-9]\d{0,4}$/.test(value) && Number(value) < 65536,
    url: isUrl,
    email: (value) => /^[^\s@"'`<>\\(),:;[\]|&$]{1,64}@(.+)$/.test(value) && host.test(value.slice(value.indexOf("@") + 1)),
    user: (value) => /^[a-z_][a-z0-9_.-]{0,31}$/i.test(value),
    path: (value) => value.trim() === value,
    text: (value) => value.trim() === value,
  };
  const harmless = /^(?!-)(?!.* -)[\p{L}\p{N} .,_:/@+=%?*~\\-]*$/u;

  Atelier.typeProblem = (type, value, from = "reader") => {
    if (value.length > 200) return "types.long";
    if (/\p{Cc}/u.test(value)) return "types.control";
    if (!(Object.hasOwn(types, type) ? types[type] : types.text)(value)) return Object.hasOwn(types, type) ? `types.${type}` : "types.text";
    if (from === "file" && (!harmless.test(value) || !Object.hasOwn(types, type))) return "types.shell";
    return "";
  };
})();
