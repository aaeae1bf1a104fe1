create schema "Schéma d’été";
