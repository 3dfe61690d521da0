// Preloaded into every server: it may be reached from this machine only, on a port that was free for certain,
// keeps its connections for as long as its clients do, and ends with the process that started it, however that ended.
import net from "node:net";

const listen = net.Server.prototype.listen;

net.Server.prototype.listen = function (...args) {
  const callback = args.findLast((argument) => typeof argument === "function");
  // By default an idle connection is closed after five seconds, maybe just as a request is on its way.
  this.keepAliveTimeout = 0;
  this.once("listening", () => {
    const address = this.address();
    process.stdout.write(`\nlistening on ${address.address}:${address.port}\n`);
  });
  return listen.call(this, { host: "127.0.0.1", port: 0 }, callback);
};

// The other end of standard input is held by the process that started this one; it closes with it.
process.stdin.on("end", () => process.exit(0));
process.stdin.on("error", () => process.exit(0));
process.stdin.resume();
