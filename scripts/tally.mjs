// Counts tests from what the runners themselves report.
//
//   go test -json … | node scripts/tally.mjs follow     passes on package lines and the output of what fails
//   node scripts/tally.mjs sum FOLDER RUNNER...         reads FOLDER/RUNNER.json, names what was skipped or failed,
//                                                       ends with «N passed, N failed» and fails unless all is well
//
// Go's subtests count as tests, as Go names them. A package or a file that cannot even be loaded is one failure.
import { existsSync, readFileSync } from 'node:fs';
import { createInterface } from 'node:readline';

const results = []; // {name, outcome: 'pass' | 'fail' | 'skip'}
const add = (name, outcome) => results.push({ name, outcome });

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
  for (const line of text.split('\n').filter(Boolean)) {
    const { Action, Package, Test } = readEvent(line);
    if (Action !== 'pass' && Action !== 'fail' && Action !== 'skip') continue;
    if (Test) {
      add(`${Package} ${Test}`, Action);
      if (Action === 'fail') failedTests.add(Package);
    } else if (Action === 'fail' && !failedTests.has(Package)) {
      add(`${Package} (did not build, or failed outside its tests)`, 'fail');
    }
  }
}

function readVitest(text) {
  const outcomes = { passed: 'pass', failed: 'fail' };
  for (const file of JSON.parse(text).testResults) {
    for (const test of file.assertionResults) add(test.fullName, outcomes[test.status] ?? 'skip');
    if (file.status === 'failed' && !file.assertionResults.some((test) => test.status === 'failed')) add(file.name, 'fail');
  }
}

function readPlaywright(text) {
  const outcomes = { expected: 'pass', skipped: 'skip' }; // flaky is a failure: it has failed once
  const walk = (suite) => {
    suite.suites?.forEach(walk);
    suite.specs?.forEach((spec) =>
      spec.tests.forEach((test) => add(`${suite.file} ${spec.title}`, outcomes[test.status] ?? 'fail')),
    );
  };
  const report = JSON.parse(text);
  report.suites.forEach(walk);
  report.errors.forEach((error) => add(`playwright: ${error.message}`, 'fail'));
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
  const named = (outcome) => results.filter((result) => result.outcome === outcome).map((result) => result.name);
  const [passed, failed, skipped] = ['pass', 'fail', 'skip'].map(named);
  if (skipped.length) console.log(`\nskipped (${skipped.length}):\n  ${skipped.join('\n  ')}`);
  if (failed.length) console.log(`\nfailed:\n  ${failed.join('\n  ')}`);
  for (const runner of silent) console.log(`\nno test was reported by ${runner}`);
  console.log(`\n${passed.length} passed, ${failed.length} failed`);
  process.exitCode = failed.length || silent.length ? 1 : 0;
}

const [command, ...rest] = process.argv.slice(2);
if (command === 'follow') await follow();
else sum(rest[0], rest.slice(1));
