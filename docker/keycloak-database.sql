-- Keycloak keeps its own database beside ours.
CREATE DATABASE keycloak;
