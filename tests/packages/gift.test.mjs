// GIFT: every file is parsed by gift-pegjs, the grammar that editors use; the questions are those of the course.
import assert from 'node:assert/strict';
import { createRequire } from 'node:module';
import { test } from 'node:test';
import { files, moduleFile, text } from './support.mjs';

test('there is a file for each language', () => assert.deepEqual(files(), ['small.en.gift', 'small.fr.gift']));

const parser = moduleFile('gift-pegjs');
for (const name of ['small.en.gift', 'small.fr.gift']) {
  test(`${name} is GIFT`, { skip: !parser }, () => {
    const questions = createRequire(import.meta.url)(parser).parse(text(name)).filter((one) => one.type !== 'Category');
    const ports = questions.filter((one) => one.title.startsWith('network.ports '));
    assert.deepEqual(ports.map((one) => one.type), ['MC', 'MC', 'Numerical', 'Short', 'Matching', 'Matching']);
    assert.deepEqual(ports[0].choices.map((one) => one.isCorrect), [false, true]);
    assert.ok(ports[0].choices.every((one) => one.feedback), 'every answer says why');
    assert.deepEqual(ports[1].choices.map((one) => one.weight), [50, 50, -100]);
    assert.deepEqual(ports[4].matchPairs.map((one) => one.subanswer), ['1', '2', '3']);
    assert.equal(ports[5].matchPairs.length, 3);
  });
}
