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
RUN useradd --system --uid 10001 --home-dir /mailbridge mailbridge
WORKDIR /mailbridge
COPY --from=build /build/target/lib lib
COPY --from=build /build/target/mailbridge.jar .
COPY application.properties .
COPY routes routes
COPY providers providers
USER 10001
# health and metrics are for the pod's network here; let only operators reach the port
ENV CAMEL_MANAGEMENT_HOST=0.0.0.0
# for a container of 512 MB: heap, the rest is metaspace, code, threads and Netty's buffers
ENV JAVA_TOOL_OPTIONS="-Xmx256m -XX:MaxDirectMemorySize=64m -XX:+UseSerialGC -XX:+ExitOnOutOfMemoryError \
-XX:+UseCompactObjectHeaders --sun-misc-unsafe-memory-access=allow"
EXPOSE 8080 9876
# the exec form: SIGTERM reaches the JVM, which finishes what is in flight and ends with 0
ENTRYPOINT ["java", "-jar", "mailbridge.jar"]
