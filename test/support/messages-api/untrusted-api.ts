import { createServer } from 'node:https';
import type { AddressInfo } from 'node:net';

/** Made for this and used for nothing else: a certificate for 127.0.0.1 that no authority has signed, and its key. */
const certificate = `-----BEGIN CERTIFICATE-----
MIIBkDCCATagAwIBAgIUGnqST9datouHNVOleOY+0E2RvH4wCgYIKoZIzj0EAwIw
FDESMBAGA1UEAwwJMTI3LjAuMC4xMCAXDTI2MTEyMzExNTE1M1oYDzIxMjYxMDMw
MTE1MTUzWjAUMRIwEAYDVQQDDAkxMjcuMC4wLjEwWTATBgcqhkjOPQIBBggqhkjO
PQMBBwNCAARvh36irq7G6O0SgqnKdWBp0Gfj0Gdi7JxNw0XAtNI9+E/bD1d9A3sq
XVE3dhng4t1WJ8L9bTdH4lgVyri9f4clo2QwYjAdBgNVHQ4EFgQUMW2NwJD2RD9L
KToAWMmIFQDuy48wHwYDVR0jBBgwFoAUMW2NwJD2RD9LKToAWMmIFQDuy48wDwYD
VR0TAQH/BAUwAwEB/zAPBgNVHREECDAGhwR/AAABMAoGCCqGSM49BAMCA0gAMEUC
IGOwM/AGvgUBW4EuYaZEtbfTLyz2iCsLc9+bIgRjIgIxAiEA5Sa2W45vw0ulPdQE
dQLvNssl4P8PnxNswBQvE/5XryE=
-----END CERTIFICATE-----`;
const key = `-----BEGIN PRIVATE KEY-----
MIGHAgEAMBMGByqGSM49AgEGCCqGSM49AwEHBG0wawIBAQQgTyoNky/BlCBWVPUX
5niFybrQ3x1aGcivP1SkXUSi0rmhRANCAARvh36irq7G6O0SgqnKdWBp0Gfj0Gdi
7JxNw0XAtNI9+E/bD1d9A3sqXVE3dhng4t1WJ8L9bTdH4lgVyri9f4cl
-----END PRIVATE KEY-----`;

/** An API behind TLS, as a company's proxy shows it to whoever does not know the company's authority. */
export async function startUntrustedApi(): Promise<{ readonly url: string; readonly stop: () => Promise<void> }> {
  const server = createServer({ cert: certificate, key }, (_request, response) => response.writeHead(500).end());
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  return {
    url: `https://127.0.0.1:${(server.address() as AddressInfo).port}`,
    stop: () => {
      server.closeAllConnections();
      return new Promise((resolve) => server.close(() => resolve()));
    },
  };
}
