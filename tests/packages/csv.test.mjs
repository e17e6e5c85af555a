// The outline as a spreadsheet reads it.
import assert from 'node:assert/strict';
import { execFileSync } from 'node:child_process';
import { join } from 'node:path';
import { test } from 'node:test';
import { files, folder } from './support.mjs';

test('every row has the columns of the head', () => {
  assert.deepEqual(files(), ['small.en.csv', 'small.fr.csv']);
  for (const name of files()) {
    const read = 'import csv,json,sys; print(json.dumps(list(csv.DictReader(open(sys.argv[1], newline=""), strict=True))))';
    const rows = JSON.parse(execFileSync('python3', ['-c', read, join(folder, name)], { encoding: 'utf8' }));
    assert.deepEqual(rows.filter((row) => row.kind === 'lesson').map((row) => row.id).sort(), ['network.firewall', 'network.ports']);
    for (const row of rows) {
      assert.equal(Object.keys(row).length, 14);
      assert.match(row.address, /^https:\/\/course\.example\.org\/(fr|en)\/(lessons|guides)\//);
    }
  }
});
