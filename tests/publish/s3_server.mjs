// An object store for tests: s3rver, behind a door that checks what s3rver does not - each request's signature (version 4, made
// again by aws4, which shares nothing with the client) and its content's hash - and that can be shut after so many requests.
//   s3_server.mjs FOLDER KEY SECRET REGION
// Prints its port. GET /-/shut/N: from the N-th request on every connection is dropped, half of them after the store has acted.
// GET /-/open: no more. GET /-/count: requests so far. GET /-/read-only: PUT and DELETE are refused.
import aws4 from 'aws4';
import { createHash } from 'node:crypto';
import { mkdirSync } from 'node:fs';
import { createServer, request as ask } from 'node:http';
import S3rver from 's3rver';

const [folder, accessKeyId, secretAccessKey, region] = process.argv.slice(2);
mkdirSync(folder, { recursive: true });
const store = new S3rver({ port: 0, address: '127.0.0.1', silent: true, directory: folder, configureBuckets: [{ name: 'course' }] });
const { port } = await store.run();

let count = 0;
let shutAt = Infinity;
let readOnly = false;

/** What is wrong with a request's signature, or nothing. */
function fault(request, body) {
  const { headers } = request;
  const given = headers.authorization ?? '';
  const names = /SignedHeaders=([^,]+)/.exec(given)?.[1].split(';') ?? [];
  if (!names.length) return 'it is not signed';
  if (headers['x-amz-content-sha256'] !== createHash('sha256').update(body).digest('hex')) return 'the hash of its content is wrong';
  for (const name of ['host', 'x-amz-date', 'x-amz-content-sha256']) if (!names.includes(name)) return `${name} is not signed`;
  const signed = aws4.sign({ service: 's3', region, method: request.method, path: request.url, headers: Object.fromEntries(names.map((name) => [name, headers[name]])) }, { accessKeyId, secretAccessKey });
  const [wanted, found] = [signed.headers.Authorization, given].map((text) => /Signature=([0-9a-f]+)/.exec(text)?.[1]);
  return wanted === found ? '' : 'the signature is wrong';
}

const refuse = (response, status, code, message) => response.writeHead(status, { 'Content-Type': 'application/xml' }).end(`<?xml version="1.0"?><Error><Code>${code}</Code><Message>${message}</Message></Error>`);

createServer((request, response) => {
  const parts = [];
  request.on('error', () => {});
  request.on('data', (part) => parts.push(part));
  request.on('end', () => {
    const body = Buffer.concat(parts);
    const command = /^\/-\/([a-z-]+)\/?(\d*)$/.exec(request.url);
    if (command) {
      if (command[1] === 'shut') [count, shutAt] = [0, Number(command[2])];
      if (command[1] === 'open') [shutAt, readOnly] = [Infinity, false];
      if (command[1] === 'read-only') readOnly = true;
      return response.end(`${count}\n`);
    }
    const at = ++count;
    if (at > shutAt || (at === shutAt && at % 2)) return request.socket.destroy();
    const wrong = request.headers.authorization ? fault(request, body) : request.method === 'GET' ? '' : 'it is not signed';
    if (wrong) return refuse(response, 403, 'SignatureDoesNotMatch', `${wrong}, key ${accessKeyId}`);
    if (readOnly && request.method !== 'GET') return refuse(response, 403, 'AccessDenied', 'Access Denied.');
    const headers = { ...request.headers };
    delete headers.authorization;
    const inner = ask({ port, host: '127.0.0.1', method: request.method, path: request.url, headers }, (answer) => {
      if (at === shutAt) return request.socket.destroy();
      response.writeHead(answer.statusCode, answer.headers);
      answer.pipe(response);
    });
    inner.on('error', () => request.socket.destroy());
    inner.end(body);
  });
}).listen(0, '127.0.0.1', function () {
  console.log(this.address().port);
});
