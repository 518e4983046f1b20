// The page: Kaoto's own canvas with one file on it, and what Kaoto would write after an edit of every step.
import '@patternfly/react-core/dist/styles/base.css';
import { RouteVisualization } from '@kaoto/kaoto/components';
import { CamelResourceFactory } from 'kaoto/models/camel/camel-resource-factory.js';
import { createElement } from 'react';
import { createRoot } from 'react-dom/client';

const root = createRoot(document.getElementById('canvas'));

window.draw = (code) =>
  root.render(
    createElement(RouteVisualization, {
      key: code,
      catalogUrl: '/catalog/index.json',
      runtimeCatalogName: 'Camel Main 4.18.4',
      testingCatalogName: '',
      code,
      codeChange: () => {},
    }),
  );

/** What Kaoto writes, and the steps that it draws. Needs a canvas: drawing loads the catalog. */
window.roundTrip = async (code, path) => {
  const resource = CamelResourceFactory.createCamelResource(code, { path });
  await resource.initialize();
  const drawn = [];
  for (const entity of resource.getVisualEntities()) {
    const visit = (node) => {
      const definition = node.getNodeDefinition?.();
      if (definition) drawn.push(definition.id ?? node.data.processorName);
      // what closing the form of a step does
      if (definition && node.data.path) node.updateModel(definition);
      node.getChildren()?.forEach(visit);
    };
    visit(await entity.toVizNode());
  }
  return { code: await resource.toSourceCode(), drawn };
};
