# The bridge as an image: built with Maven, run on a JDK (routes written in Java are compiled at start).
FROM maven:3.9-eclipse-temurin-25 AS build
WORKDIR /build
# the libraries first: a layer that changes only with the pom
COPY pom.xml .
RUN mvn -q -B dependency:go-offline
COPY application.properties .
COPY providers providers
COPY src src
RUN mvn -q -B package -DskipTests

FROM eclipse-temurin:25-jdk
LABEL org.opencontainers.image.licenses=Apache-2.0
RUN useradd --system --uid 10001 --home-dir /mailbridge mailbridge
WORKDIR /mailbridge
COPY --from=build /build/target/lib lib
COPY --from=build /build/target/mailbridge.jar .
COPY application.properties .
COPY routes routes
COPY providers providers
COPY jvm jvm
# here and not in the first stage: the cache holds for this JDK, these jars and these paths only
RUN jvm/train . mailbridge.aot
USER 10001
# health and metrics for the pod's network, and nothing else: Jolokia needs CAMEL_MANAGEMENT_JOLOKIAENABLED=true with
# BRIDGE_MANAGEMENT_USERNAME and BRIDGE_MANAGEMENT_PASSWORD
ENV CAMEL_MANAGEMENT_HOST=0.0.0.0 CAMEL_MANAGEMENT_JOLOKIAENABLED=false
# malloc keeps memory for each of two threads, not for each of 16
ENV MALLOC_ARENA_MAX=2
EXPOSE 8080 9876
# the exec form: SIGTERM reaches the JVM, which finishes what is in flight and ends with 0
ENTRYPOINT ["java", "@jvm/options", "-XX:AOTCache=mailbridge.aot", "-jar", "mailbridge.jar"]
