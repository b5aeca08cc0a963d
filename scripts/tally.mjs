// Counts tests from what the runners themselves report.
//
//   go test -json … | node scripts/tally.mjs follow     passes on package lines and the output of what fails
//   node scripts/tally.mjs sum FOLDER RUNNER...         reads FOLDER/RUNNER.json, names what was skipped or failed, and why,
//                                                       ends with «N passed, N failed» and fails unless all is well
//
// Go's subtests count as tests, as Go names them. A package or a file that cannot even be loaded is one failure.
import { existsSync, readFileSync } from 'node:fs';
import { createInterface } from 'node:readline';

const results = []; // {name, outcome: 'pass' | 'fail' | 'skip', why}
const add = (name, outcome, why = '') => results.push({ name, outcome, why });

function readEvent(line) {
  try {
    return JSON.parse(line);
  } catch {
    return { Action: 'output', Output: `${line}\n` }; // the go command itself speaks plain text
  }
}

async function follow() {
  const outputs = new Map();
  for await (const line of createInterface({ input: process.stdin })) {
    const { Action, Package, ImportPath, Test, Output } = readEvent(line);
    const key = `${Package ?? ImportPath ?? ''} ${Test ?? ''}`;
    if (Output !== undefined) outputs.set(key, (outputs.get(key) ?? '') + Output);
    // A package's own output is its closing line, or the reason why it did not build; a test's is shown when it fails.
    const over = Action === 'pass' || Action === 'fail' || Action === 'skip' || Action === 'build-fail';
    if (!over && (Package || ImportPath)) continue;
    if (!Test || Action === 'fail') process.stdout.write(outputs.get(key) ?? '');
    outputs.delete(key);
  }
}

function readGo(text) {
  const failedTests = new Set();
  const said = new Map();
  for (const line of text.split('\n').filter(Boolean)) {
    const { Action, Package, Test, Output } = readEvent(line);
    const key = `${Package} ${Test ?? ''}`;
    if (Output !== undefined) said.set(key, (said.get(key) ?? '') + Output);
    if (Action !== 'pass' && Action !== 'fail' && Action !== 'skip') continue;
    if (Test) {
      add(key, Action, Action === 'fail' ? said.get(key) : '');
      said.delete(key);
      if (Action === 'fail') failedTests.add(Package);
    } else if (Action === 'fail' && !failedTests.has(Package)) {
      add(`${Package} (did not build, or failed outside its tests)`, 'fail', said.get(key));
    }
  }
}

function readVitest(text) {
  const outcomes = { passed: 'pass', failed: 'fail' };
  for (const file of JSON.parse(text).testResults) {
    for (const test of file.assertionResults) add(test.fullName, outcomes[test.status] ?? 'skip', test.failureMessages?.join('\n'));
    if (file.status === 'failed' && !file.assertionResults.some((test) => test.status === 'failed')) add(file.name, 'fail', file.message);
  }
}

function readPlaywright(text) {
  const outcomes = { expected: 'pass', skipped: 'skip' }; // flaky is a failure: it has failed once
  const walk = (suite) => {
    suite.suites?.forEach(walk);
    suite.specs?.forEach((spec) =>
      spec.tests.forEach((test) => {
        const why = test.results.flatMap(({ errors }) => errors.map(({ message, snippet }) => `${message ?? ''}\n${snippet ?? ''}`));
        add(`${suite.file} ${spec.title}`, outcomes[test.status] ?? 'fail', why.join('\n'));
      }),
    );
  };
  const report = JSON.parse(text);
  report.suites.forEach(walk);
  report.errors.forEach((error) => add(`playwright: ${error.message}`, 'fail'));
}

const longest = 40; // lines of one failure; all of them stand further up
function lines(why) {
  const all = (why ?? '').replaceAll(/\u001b\[[\d;]*m/g, '').split('\n').filter((line) => line.trim());
  return all.slice(0, longest).map((line) => `\n      ${line.slice(0, 300)}`).join('');
}

const readers = { go: readGo, vitest: readVitest, playwright: readPlaywright };

function sum(folder, runners) {
  const silent = [];
  for (const runner of runners) {
    const path = `${folder}/${runner}.json`;
    const before = results.length;
    if (existsSync(path)) readers[runner](readFileSync(path, 'utf8'));
    if (results.length === before) silent.push(runner);
  }
  const [passed, failed, skipped] = ['pass', 'fail', 'skip'].map((outcome) => results.filter((result) => result.outcome === outcome));
  if (skipped.length) console.log(`\nskipped (${skipped.length}):\n  ${skipped.map(({ name }) => name).join('\n  ')}`);
  if (failed.length) console.log(`\nfailed:\n  ${failed.map(({ name, why }) => name + lines(why)).join('\n  ')}`);
  for (const runner of silent) console.log(`\nno test was reported by ${runner}`);
  console.log(`\n${passed.length} passed, ${failed.length} failed`);
  process.exitCode = failed.length || silent.length ? 1 : 0;
}

const [command, ...rest] = process.argv.slice(2);
if (command === 'follow') await follow();
else sum(rest[0], rest.slice(1));
