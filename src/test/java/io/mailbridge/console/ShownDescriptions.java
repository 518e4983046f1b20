package io.mailbridge.console;

import java.io.StringReader;
import java.util.HashMap;
import java.util.Map;
import javax.xml.parsers.DocumentBuilderFactory;
import org.w3c.dom.Element;
import org.w3c.dom.NodeList;
import org.xml.sax.InputSource;

/** What a console shows of the descriptions of routes and steps. */
record ShownDescriptions(Jolokia jolokia) {
    /** Description and note of these MBeans of Camel, by the attribute that holds the id. */
    Map<String, String> of(String mbeans, String id) {
        Map<String, String> descriptions = new HashMap<>();
        jolokia.readAll("org.apache.camel:context=mailbridge," + mbeans, id, "Description", "Note")
                .forEach(mbean -> descriptions.put(
                        mbean.path(id).asText(),
                        mbean.path("Description").asText("")
                                + '|'
                                + mbean.path("Note").asText("")));
        return descriptions;
    }

    /** Descriptions in the XML that consoles draw a route from, by the id of the step. */
    Map<String, String> inDiagram() throws Exception {
        String xml = jolokia.execute(Jolokia.CONTEXT, "dumpRoutesAsXml()").asText();
        NodeList elements = DocumentBuilderFactory.newInstance()
                .newDocumentBuilder()
                .parse(new InputSource(new StringReader(xml)))
                .getElementsByTagName("*");
        Map<String, String> descriptions = new HashMap<>();
        for (int i = 0; i < elements.getLength(); i++) {
            Element element = (Element) elements.item(i);
            descriptions.put(element.getAttribute("id"), element.getAttribute("description"));
        }
        return descriptions;
    }
}
