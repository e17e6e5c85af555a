// A wire to 127.0.0.1:PORT that is cut for good after BYTES bytes from the client. Prints its own port.
//   cut.mjs PORT BYTES
import { connect, createServer } from 'node:net';

const [port, most] = process.argv.slice(2).map(Number);
let passed = 0;
const open = new Set();
const server = createServer((client) => {
  if (passed >= most) return client.destroy();
  const peer = connect(port, '127.0.0.1');
  for (const socket of [client, peer]) {
    open.add(socket);
    socket.on('error', () => {});
    socket.on('close', () => (open.delete(socket), client.destroy(), peer.destroy()));
  }
  peer.pipe(client);
  client.on('data', (bytes) => {
    const left = most - passed;
    passed += bytes.length;
    if (bytes.length < left) return peer.write(bytes);
    // The last bytes still arrive: a cut may fall in the middle of a request.
    peer.end(bytes.subarray(0, left), () => setTimeout(() => open.forEach((socket) => socket.destroy()), 20));
  });
});
server.listen(0, '127.0.0.1', () => console.log(server.address().port));
