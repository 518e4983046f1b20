# The bridge as an image: docker build -t mailbridge . ImageIT runs each RUN line but useradd without an engine.
FROM maven:3.9.11-eclipse-temurin-25 AS build
WORKDIR /build
# the libraries first: a layer that changes only with the pom
COPY pom.xml .
RUN mvn -q -B -Prelease dependency:go-offline
COPY . .
RUN mvn -q -B -Prelease package -DskipTests
RUN deploy/image/unpack /mailbridge
# with the compiler, for routes in Java: docs/adr/0016
RUN deploy/image/runtime /opt/java

FROM debian:13.2-slim
LABEL org.opencontainers.image.title=Mailbridge \
      org.opencontainers.image.description="Takes the events that email platforms push and puts them on Kafka, losing nothing" \
      org.opencontainers.image.licenses=Apache-2.0 \
      org.opencontainers.image.documentation=docs/kubernetes.md
ENV JAVA_HOME=/opt/java PATH=/opt/java/bin:$PATH
COPY --from=build /opt/java /opt/java
COPY --from=build /mailbridge /mailbridge
WORKDIR /mailbridge
# here and not in the first stage: the cache holds for this runtime, these jars and these paths only
RUN jvm/train . mailbridge.aot
RUN useradd --system --uid 10001 --home-dir /mailbridge --shell /usr/sbin/nologin mailbridge
USER 10001
# health and metrics for the pod's network, and nothing else: Jolokia needs CAMEL_MANAGEMENT_JOLOKIAENABLED=true with
# BRIDGE_MANAGEMENT_USERNAME and BRIDGE_MANAGEMENT_PASSWORD
ENV CAMEL_MANAGEMENT_HOST=0.0.0.0 CAMEL_MANAGEMENT_JOLOKIAENABLED=false
# malloc keeps memory for each of two threads, not for each of 16
ENV MALLOC_ARENA_MAX=2
EXPOSE 8080 9876
# all else may be read-only
VOLUME /tmp
HEALTHCHECK --interval=10s --timeout=4s --start-period=30s --retries=3 CMD ["/mailbridge/deploy/image/healthy"]
# the exec form: SIGTERM reaches the JVM, which finishes what is in flight and ends with 0
ENTRYPOINT ["java", "@jvm/options", "-XX:AOTCache=mailbridge.aot", "-jar", "mailbridge.jar"]
