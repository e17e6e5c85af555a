// The stage on which a guide is done: namespaces of their own for network, processes and mounts. Loopback is the whole Internet there,
// /etc, /root, /home, /var and /tmp are copies that vanish, port 22, 53, 80 and 443 are free, and everything ends with the stage.
import { spawn, spawnSync } from 'node:child_process';
import { appendFileSync, existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';

const here = dirname(fileURLToPath(import.meta.url));
const server = '203.0.113.10'; // the reader's server, an address of loopback on the stage
const root = '/run/stage'; // the stage's own files
const slowest = 150_000; // a command that takes longer has failed

const skip = (why) => {
  console.log('skipped: ' + why);
  return 77;
};

/** Starts this very program once more, on a stage. Returns its status; 77 where a stage cannot be had. */
export const enter = (needs = []) => {
  const path = { env: { ...process.env, PATH: '/usr/sbin:/usr/bin:/sbin:/bin' } };
  const has = (name) => {
    const [program, module] = name.split(':');
    if (program === 'postgresql') return existsSync('/usr/lib/postgresql');
    return spawnSync('sh', ['-c', module ? `python3 -c "import ${module}"` : `command -v ${program}`], path).status === 0;
  };
  const missing = ['setsid', 'unshare', 'ip', 'dnsmasq', 'caddy', 'psql', ...needs].filter((name) => !has(name));
  if (missing.length) return skip(`no ${missing.join(', no ')}`);
  if (process.getuid() !== 0) return skip('a stage wants root');
  const flags = ['--net', '--mount', '--pid', '--fork', '--kill-child', '--mount-proc'];
  const overlay = 'mount -t tmpfs stage /run && mkdir /run/u /run/w && mount -t overlay stage -o lowerdir=/etc,upperdir=/run/u,workdir=/run/w /etc';
  if (spawnSync('unshare', [...flags, 'sh', '-c', overlay]).status !== 0) return skip('namespaces and overlays are not admitted here');
  const child = spawnSync('setsid', ['unshare', ...flags, process.execPath, ...process.argv.slice(1)], {
    stdio: 'inherit',
    env: { ...process.env, ATELIER_STAGE: '1' },
    timeout: 560_000,
    killSignal: 'SIGKILL',
  });
  return child.status ?? 1;
};

const must = (script) => {
  const done = spawnSync('bash', ['--norc', '-euc', script], { encoding: 'utf8', timeout: slowest });
  if (done.status !== 0) throw new Error(`the stage: ${script}\n${done.stdout}${done.stderr}`);
  return done.stdout;
};

/** `kept`: folders that must be seen on the stage, also where they are mounts of their own. */
const build = (kept) => {
  if (process.pid !== 1) throw new Error('not on a stage: start this without ATELIER_STAGE');
  must(`
    mount -t tmpfs stage /run
    kept=(${kept.map((folder) => `'${folder}'`).join(' ')})
    for index in "\${!kept[@]}"; do
      mkdir -p ${root}/kept/$index
      mount --bind "\${kept[index]}" ${root}/kept/$index
    done
    for folder in etc root home var tmp; do
      mkdir -p ${root}/layers/$folder ${root}/scratch/$folder
      mount -t overlay stage -o lowerdir=/$folder,upperdir=${root}/layers/$folder,workdir=${root}/scratch/$folder /$folder
    done
    for index in "\${!kept[@]}"; do
      [ -n "$(ls -A "\${kept[index]}" 2>/dev/null)" ] && continue
      mkdir -p "\${kept[index]}"
      mount --bind ${root}/kept/$index "\${kept[index]}"
    done
    mkdir -p /run/sshd /run/postgresql ${root}/bin ${root}/log
    chmod 1777 /tmp /run/postgresql
    ip link set lo up
    ip address add ${server}/32 dev lo
    printf '127.0.0.1 localhost\\n::1 localhost\\n' >/etc/hosts
    echo 'nameserver 127.0.0.1' >/etc/resolv.conf
    rm -rf /root/.ssh /root/.bashrc /root/.profile /root/.config/caddy /etc/ssh/sshd_config.d
    mkdir -p /root/pc /etc/ssh/sshd_config.d
    cp ${here}/bin/* ${root}/bin/
    chmod 755 ${root} ${root}/bin ${root}/bin/*
    command -v sudo >/dev/null && rm ${root}/bin/sudo || true
    command -v nc >/dev/null && rm ${root}/bin/nc || true
    command -v crontab >/dev/null && rm ${root}/bin/crontab || true
  `);
};

/** A shell in which commands are typed one after the other: variables, functions and the folder stay, as in a reader's window. */
class Window {
  constructor(name, folder, env) {
    this.folder = join(root, 'windows', name);
    mkdirSync(this.folder, { recursive: true });
    this.shell = spawn('bash', ['--noprofile', '--norc'], { cwd: folder, env, stdio: ['pipe', 'inherit', 'inherit'] });
    this.shell.stdin.write(`shopt -s expand_aliases; trap 'echo "$BASH_COMMAND" >>${this.file('failed')}' ERR\n`);
  }

  file(name) {
    return join(this.folder, name);
  }

  /** The command's status, what it wrote and which of its lines failed; a status of null when it did not end in time. */
  async type(code, typed = '', stays = false) {
    this.number = (this.number ?? 0) + 1;
    writeFileSync(this.file('code'), code);
    writeFileSync(this.file('typed'), typed);
    writeFileSync(this.file('status'), '');
    writeFileSync(this.file('failed'), '');
    const end = stays ? `& echo $! >${this.file('stays')}; echo 0` : '; echo $?';
    const run = stays ? `( . ${this.file('code')} )` : `. ${this.file('code')}`;
    this.shell.stdin.write(`${run} <${this.file('typed')} >${this.file(`out.${this.number}`)} 2>&1 ${end} >${this.file('status')}\n`);
    for (const began = Date.now(); Date.now() - began < slowest; await new Promise((resolve) => setTimeout(resolve, 20))) {
      const status = readFileSync(this.file('status'), 'utf8').trim();
      if (status !== '') return this.ended(Number(status));
    }
    return this.ended(null);
  }

  ended(status) {
    const failed = readFileSync(this.file('failed'), 'utf8').split('\n').filter((line) => line && !line.startsWith(`. ${this.folder}`));
    return { status, out: readFileSync(this.file(`out.${this.number}`), 'utf8'), failed };
  }

  where() {
    return this.type('pwd').then(({ out }) => out.trim());
  }
}

const readEnv = (path) =>
  Object.fromEntries(
    readFileSync(path, 'utf8').split('\n').filter((line) => /^[A-Z]\w*=/.test(line)).map((line) => {
      const at = line.indexOf('=');
      return [line.slice(0, at), line.slice(at + 1).replace(/^(['"])(.*)\1$/, '$2')];
    }),
  );

const startServices = (program, guide, env) =>
  new Promise((resolve, reject) => {
    if (!guide.services) return resolve({});
    const data = join(root, 'services');
    const child = spawn(program, ['up', '--only', guide.services.join(','), '--data', data, '--port-offset', String(guide.offset ?? 0), '--format', 'json'], { env, stdio: ['ignore', 'pipe', 'pipe'] });
    let [text, errors] = ['', ''];
    child.stderr.on('data', (bytes) => (errors += bytes));
    child.stdout.on('data', (bytes) => {
      text += bytes;
      if (text.includes('\n')) resolve(readEnv(join(data, '.env')));
    });
    child.on('exit', () => reject(new Error('lab-services: ' + errors)));
  });

/** What a page promises against what was written: its lines in their order, other lines between them. */
const missingLine = (output, out, vary = []) => {
  const plain = (line) => line.trimEnd().replaceAll('\r', '');
  const admitted = vary.map((one) => new RegExp(one, 'g'));
  const same = (line) => admitted.reduce((text, one) => text.replace(one, '…'), plain(line));
  const lines = out.split('\n').map(same);
  let from = 0;
  for (const line of output.trimEnd().split('\n').map(same)) {
    const at = lines.indexOf(line, from);
    if (at < 0) return line;
    from = at + 1;
  }
};

const setIn = (text, block) =>
  block.trimEnd().split('\n').reduce((all, line) => {
    const name = line.slice(0, line.indexOf('=') + 1);
    const lines = all.split('\n');
    const at = lines.findIndex((one) => one.startsWith(name));
    if (at >= 0) return lines.with(at, line).join('\n');
    return all.trimEnd() + '\n' + line + '\n';
  }, text);

/** Does the guide. Returns 0 when every command that can be tried did what its page says. */
export const play = async ({ name, guide, page, programs, atelier, services }) => {
  build([join(here, '../..'), dirname(atelier), dirname(services)]);
  const env = {
    PATH: `${root}/bin:/usr/sbin:/usr/bin:/sbin:/bin`,
    LANG: 'C.UTF-8',
    TERM: 'dumb',
    STAGE: root,
    ATELIER: atelier,
    LAB_SERVICES: services,
    DATA: join(root, 'services'),
    VPS: server,
    TOOLS: join(here, 'stage.sh'),
    CATALOG: join(here, '../../labs/catalog'),
    ASAN_OPTIONS: 'detect_leaks=0',
    SSH_ASKPASS: join(root, 'bin/askpass'),
    SSH_ASKPASS_REQUIRE: 'force',
    CURL_CA_BUNDLE: join(root, 'ca.pem'),
    SSL_CERT_FILE: join(root, 'ca.pem'),
    PYTHONPATH: [process.env.PYTHONPATH, '/usr/lib/python3/dist-packages'].filter(Boolean).join(':'),
    PIP_NO_INDEX: '1',
    PIP_RETRIES: '0',
    PYTHONDONTWRITEBYTECODE: '1',
  };
  const stack = await startServices(services, guide, env);
  writeFileSync(join(root, 'Caddyfile'), guide.site ?? '');
  mkdirSync(join(root, 'programs'));
  for (const [file, code] of Object.entries(programs)) writeFileSync(join(root, 'programs', file), code);
  const fill = (text, values) => text.replace(/<([A-Z][A-Z0-9_]*)>/g, (whole, key) => values[key] ?? whole);
  const known = (text) => text.replace(/\{([A-Z][A-Z0-9_]*)\}/g, (whole, key) => stack[key] ?? whole);
  const values = { ...page.worksheet };
  for (const [key, value] of Object.entries(guide.values)) values[key] = known(value);
  const prepared = spawnSync('bash', ['--norc', '-c', `. ${here}/stage.sh\nset -e\n${known(guide.before ?? '')}`], { cwd: '/root', env, encoding: 'utf8', timeout: slowest });
  if (prepared.status !== 0) throw new Error(`before ${name}:\n${prepared.stdout}${prepared.stderr}`);

  const windows = {};
  const windowOf = (title) => {
    const remote = /^VPS/.test(title);
    const key = remote ? 'vps' : /^window|^fen/.test(title) ? title.replaceAll(' ', '-') : 'pc';
    const home = remote ? '/home/learner' : '/root';
    if (remote) mkdirSync(home, { recursive: true });
    return (windows[key] ??= new Window(key, remote ? home : '/root/pc', { ...env, HOME: home, USER: remote ? 'learner' : 'root' }));
  };

  let [failures, done, not] = [0, 0, 0];
  let last = windowOf('');
  for (const block of page.blocks) {
    const code = fill(block.code, values);
    if (!block.at) {
      const file = guide.files.find((one) => one.title === block.title && (!one.section || one.section === block.section));
      if (!block.title || file?.how === 'left') continue;
      const path = block.title.startsWith('~/') ? join('/home/learner', block.title.slice(2)) : join(guide.root ? join('/root/pc', guide.root) : await last.where(), block.title);
      mkdirSync(dirname(path), { recursive: true });
      const old = existsSync(path) ? readFileSync(path, 'utf8') : '';
      if (block.language === 'dotenv' && old) writeFileSync(path, setIn(old, code));
      else if (file?.how === 'appended') appendFileSync(path, code);
      else writeFileSync(path, code);
      continue;
    }
    const decision = guide.blocks.get(block.at);
    if (!decision) throw new Error(`${name}: the command "${block.at}" has no line in commands.toml`);
    if (decision.not) {
      not += 1;
      if (decision.then) {
        const { status, out } = await windowOf(block.title).type(known(fill(decision.then, values)));
        if (status !== 0) throw new Error(`${name} ${block.at}, then: ${status}\n${out}`);
      }
      continue;
    }
    const window = block.language === 'sql' ? windowOf('') : windowOf(block.title);
    if (block.language === 'sh') last = window;
    if (decision.first) {
      const { status, out } = await window.type(known(fill(decision.first, values)));
      if (status !== 0) throw new Error(`${name} ${block.at}, first: ${status}\n${out}`);
    }
    if (block.language === 'sql') writeFileSync(join(root, 'editor.sql'), code);
    const typed = known(fill(decision.typed ?? '', values));
    const { status, out, failed } = await window.type(block.language === 'sql' ? `sql_editor ${root}/editor.sql` : code, typed, decision.stays);
    done += 1;
    const output = decision.instead ?? block.output;
    const missing = output === undefined ? undefined : missingLine(fill(output, values), out, decision.vary);
    const fails = decision.fails ?? (decision.status ? 1 : 0);
    if (status === (decision.status ?? 0) && missing === undefined && failed.length === fails) {
      console.log(`ok ${Math.round(performance.now())}: ${block.at}: ${block.code.split('\n')[0]}`);
    } else {
      failures += 1;
      console.error([
          `FAILED: ${name}, ${block.at}: status ${status}`,
          ...(missing === undefined ? [] : [`no line "${missing}"`]),
          ...failed.map((line) => `this line failed: ${line}`),
          `--- typed\n${code}--- wrote\n${out}---`,
        ].join('\n'),
      );
    }
    if (decision.then) {
      const after = await window.type(known(fill(decision.then, values)));
      if (after.status !== 0) throw new Error(`${name} ${block.at}, then: ${after.status}\n${after.out}`);
    }
  }
  if (failures && process.env.VERBOSE) console.error(spawnSync('sh', ['-c', `tail -n 30 ${root}/log/*`], { encoding: 'utf8' }).stdout);
  console.log(`${name}: ${done} commands done, ${not} that cannot be, ${failures} failed`);
  return failures ? 1 : 0;
};
