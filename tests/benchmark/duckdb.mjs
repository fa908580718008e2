// DuckDB from npm, asked by tests/benchmark/cohort: reads an NDJSON file into a typed table on one thread, runs a query that gives
// one row, and prints the row and the seconds of each as JSON.
//
//     node duckdb.mjs MODULES FILE.ndjson COLUMNS.json QUERY.sql [PASSES]
//
// MODULES is the folder in which @duckdb/node-api was installed; COLUMNS.json has the type of each column.
import fs from 'node:fs';
import { createRequire } from 'node:module';
import path from 'node:path';

const [modules, file, columnsFile, queryFile, passes] = process.argv.slice(2);
const { DuckDBInstance } = createRequire(path.resolve(modules, 'package.json'))('@duckdb/node-api');
const columns = Object.entries(JSON.parse(fs.readFileSync(columnsFile, 'utf8'))).map(([name, type]) => `"${name}": '${type}'`);
const query = fs.readFileSync(queryFile, 'utf8');
const seconds = () => Number(process.hrtime.bigint()) / 1e9;

const connection = await (await DuckDBInstance.create(':memory:')).connect();
await connection.run('SET threads=1');
const start = seconds();
await connection.run(`CREATE TABLE patient AS SELECT * FROM read_json('${file}', format='newline_delimited', columns={${columns.join(', ')}})`);
const load = seconds() - start;
let row;
const times = [];
for (let pass = 0; pass < Number(passes ?? 1); pass++) {
    const begin = seconds();
    row = (await (await connection.runAndReadAll(query)).getRowObjects())[0];
    times.push(seconds() - begin);
}
const counts = Object.fromEntries(Object.entries(row).map(([name, count]) => [name, Number(count)]));
console.log(JSON.stringify({ load_s: load, eval_s: times, counts }));
process.exit(0);
