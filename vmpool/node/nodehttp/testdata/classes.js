const http = require('http');
const https = require('https');
const attempt = (f) => { try { return f(); } catch (err) { return `${err.name} ${err.code} ${err.message}`; } };
const agent = new http.Agent({ keepAlive: true, maxSockets: 3 });
console.log(agent.keepAlive, agent.maxSockets, agent.maxFreeSockets, agent.protocol, agent.defaultPort, http.Agent.defaultMaxSockets, agent.getName({ host: 'a', port: 80 }), agent.getName());
const secure = new https.Agent();
console.log(secure.protocol, secure.defaultPort, secure instanceof http.Agent, https.globalAgent.defaultPort, http.globalAgent instanceof http.Agent);
console.log(http.METHODS.includes('PATCH'), http.STATUS_CODES[418], http.maxHeaderSize, http.setMaxIdleHTTPParsers(5), attempt(() => http.setMaxIdleHTTPParsers('a')));
console.log(attempt(() => http.validateHeaderName('a b')), attempt(() => http.validateHeaderName('')), attempt(() => http.validateHeaderValue('x', undefined)), attempt(() => http.validateHeaderValue('x', 'a\nb')), attempt(() => http.validateHeaderValue('x', 'ok')));
const out = new http.OutgoingMessage();
out.setHeader('A', '1');
out.appendHeader('A', '2');
out.setHeaders(new Map([['b', 'x']]));
console.log(out.getHeader('a'), out.getHeaderNames().join(), out.getRawHeaderNames().join(), out.hasHeader('B'), JSON.stringify(out.getHeaders()), out.headersSent, out.writableHighWaterMark, out.writableLength,
            out.writableObjectMode, out.writableCorked, out.writableEnded, out.writableFinished, attempt(() => out.setHeader('a\r\nb', '1')), attempt(() => out.setHeader('a', '1\r\nb: 2')), attempt(() => out.pipe()));
out.removeHeader('a');
console.log(out.hasHeader('a'), attempt(() => http.request('nonsense')), attempt(() => http.request({ path: 'a b' })), attempt(() => http.request({ method: 'a b' })), attempt(() => http.request('ftp://a')),
            attempt(() => http.get({ headers: { 'a\nb': 1 } })));
console.log([http.Server, http.ServerResponse, http.ClientRequest, http.IncomingMessage].map((c) => c.name).join(), http.createServer() instanceof http.Server, http.createServer().listening, typeof http.createServer().closeIdleConnections);
