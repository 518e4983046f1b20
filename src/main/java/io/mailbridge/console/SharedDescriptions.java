package io.mailbridge.console;

import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import javax.management.JMException;
import javax.management.MBeanServer;
import javax.management.ObjectName;
import javax.management.modelmbean.InvalidTargetObjectTypeException;
import javax.management.modelmbean.ModelMBean;
import javax.management.modelmbean.ModelMBeanInfo;
import javax.management.modelmbean.RequiredModelMBean;
import org.apache.camel.CamelContext;
import org.apache.camel.api.management.ManagedInstance;
import org.apache.camel.api.management.ManagedResource;
import org.apache.camel.api.management.NotificationSenderAware;
import org.apache.camel.support.management.DefaultManagementMBeanAssembler;
import org.apache.camel.support.management.MixinRequiredModelMBean;

/**
 * Gives all MBeans of a class one description of their attributes and operations. Camel makes one for each route and step,
 * 13,000 sorted maps that differ in nothing: 5 MB of heap, and a part of the start.
 */
public final class SharedDescriptions extends DefaultManagementMBeanAssembler {
    private final Map<Class<?>, ModelMBeanInfo> descriptions = new ConcurrentHashMap<>();

    public SharedDescriptions(CamelContext context) {
        super(context);
    }

    @Override
    public ModelMBean assemble(MBeanServer server, Object managed, ObjectName name) throws JMException {
        if (managed instanceof NotificationSenderAware || isMixed(managed)) {
            return super.assemble(server, managed, name);
        }
        ModelMBeanInfo description = descriptions.get(managed.getClass());
        if (description == null) {
            description = assembler.getMBeanInfo(camelContext, managed, null, name.toString());
            if (description == null) {
                return null;
            }
            descriptions.put(managed.getClass(), description);
        }
        Boolean mask = camelContext.getManagementStrategy().getManagementAgent().getMask();
        RequiredModelMBean bean = new MixinRequiredModelMBean(description, Boolean.TRUE.equals(mask), null, null);
        try {
            bean.setManagedResource(managed, "ObjectReference");
        } catch (InvalidTargetObjectTypeException e) {
            throw new JMException(e.getMessage());
        }
        return bean;
    }

    /** Whether it also shows what a class of somebody else describes. */
    private static boolean isMixed(Object managed) {
        return managed instanceof ManagedInstance instance
                && instance.getInstance() != null
                && instance.getInstance().getClass().isAnnotationPresent(ManagedResource.class);
    }
}
