import { createReadStream } from 'node:fs';
import { pathToFileURL } from 'node:url';
import { defineConfig } from 'vite';

const modules = pathToFileURL(`${import.meta.dirname}/node_modules/`);

/** Kaoto reads its catalog as files; they are too many to copy. */
const catalog = {
  name: 'catalog',
  configurePreviewServer(server) {
    server.middlewares.use('/catalog', (request, response) => {
      const file = new URL(`@kaoto/camel-catalog/dist/camel-catalog${request.url.replace(/\?.*/, '')}`, modules);
      createReadStream(file).on('error', () => response.writeHead(404).end()).pipe(response);
    });
  },
};

export default defineConfig({
  plugins: [catalog],
  root: import.meta.dirname,
  // what Kaoto does not export
  resolve: { alias: { kaoto: `${import.meta.dirname}/node_modules/@kaoto/kaoto/lib` } },
  logLevel: 'error',
  build: { outDir: 'target', emptyOutDir: true, minify: false, chunkSizeWarningLimit: 1e6 },
  css: {
    preprocessorOptions: {
      scss: {
        quietDeps: true,
        // Kaoto's styles name packages in webpack's way
        importers: [{ findFileUrl: (url) => (url.startsWith('~') ? new URL(url.slice(1), modules) : null) }],
      },
    },
  },
});
