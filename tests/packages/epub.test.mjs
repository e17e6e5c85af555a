// EPUB: epubcheck finds nothing; the first entry is as the container's standard wants it; the answers stand at the end.
import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { test } from 'node:test';
import { files, folder, unpacked } from './support.mjs';

test('there is a book for each language', () => assert.deepEqual(files(), ['small.en.epub', 'small.fr.epub']));

// Debian's is a program that starts itself; where it cannot, Java starts it.
const checker = ['/usr/bin/epubcheck', '/usr/share/java/epubcheck.jar'].find(existsSync);
for (const name of ['small.en.epub', 'small.fr.epub']) {
  test(`${name}: mimetype comes first, stored, without extra fields`, () => {
    const bytes = readFileSync(join(folder, name));
    assert.equal(bytes.toString('latin1', 0, 4), 'PK\x03\x04');
    assert.equal(bytes.readUInt16LE(8), 0, 'stored');
    assert.equal(bytes.readUInt16LE(28), 0, 'no extra field');
    assert.equal(bytes.toString('latin1', 30, 58), 'mimetypeapplication/epub+zip');
  });
  test(`${name}: epubcheck has nothing to say`, { skip: !checker }, () => {
    const ran = spawnSync(process.env.JAVA || 'java', ['-jar', checker, join(folder, name), '--failonwarnings'], { encoding: 'utf8' });
    assert.equal(ran.status, 0, ran.stdout + ran.stderr);
  });
  test(`${name}: answers are at the end and not with the questions`, () => {
    const root = unpacked(name);
    const ports = readFileSync(join(root, 'EPUB/c0002.xhtml'), 'utf8') + readFileSync(join(root, 'EPUB/c0001.xhtml'), 'utf8');
    assert.doesNotMatch(ports, /65536/);
    assert.match(readFileSync(join(root, 'EPUB/solutions.xhtml'), 'utf8'), /65536/);
  });
}
