# Of compose.yaml: Hawtio in a Jetty, connected from the browser to http, mailbridge, 9876, /observe/jolokia.
FROM maven:3.9-eclipse-temurin-25 AS libraries
RUN mvn -q -B dependency:copy -DoutputDirectory=/libraries -Dartifact=io.hawt:hawtio-war:4.2.0:war \
 && mvn -q -B dependency:copy -DoutputDirectory=/libraries -Dartifact=org.eclipse.jetty.ee10:jetty-ee10-runner:12.0.31

FROM eclipse-temurin:25-jre
RUN useradd --system --uid 10001 --create-home hawtio
COPY --from=libraries /libraries /hawtio
USER 10001
EXPOSE 8888
ENTRYPOINT ["java", "-Xmx128m", "-Dhawtio.authenticationEnabled=false", "-Dhawtio.proxyAllowlist=mailbridge", \
  "-jar", "/hawtio/jetty-ee10-runner-12.0.31.jar", "--port", "8888", "--path", "/hawtio", "/hawtio/hawtio-war-4.2.0.war"]
