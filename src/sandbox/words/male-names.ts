/** Names given to men born before 1985, the most common first. */
export const CLASSIC_MALE_NAMES = `
Giuseppe, Antonio, Giovanni, Mario, Luigi, Francesco, Angelo, Vincenzo, Pietro, Salvatore, Carlo, Franco, Domenico, Bruno, Paolo,
Michele, Giorgio, Aldo, Sergio, Luciano, Marco, Roberto, Andrea, Stefano, Alessandro, Massimo, Maurizio, Fabio, Claudio, Daniele,
Luca, Enrico, Raffaele, Gianluca, Gianfranco, Giancarlo, Pasquale, Nicola, Umberto, Guido, Renato, Silvio, Walter, Dario, Fabrizio,
Gian Luca, Gian Piero, Pier Luigi, Giampaolo, Ciro, Gennaro, Cosimo, Vito, Rocco, Rosario, Carmelo, Gaetano, Calogero, Nunzio,
Santo, Ugo, Elio, Livio, Ennio, Ezio, Ivo, Ivan, Loris, Mauro, Mirko, Moreno, Oscar, Piero, Primo, Remo, Romano, Tiziano, Valter,
Vittorio, Alfredo, Alberto, Arturo, Attilio, Augusto, Corrado, Cesare, Dino, Emilio, Ernesto, Ettore, Eugenio, Fausto, Ferdinando,
Fulvio, Giulio, Gino, Italo, Lino, Orazio, Osvaldo, Giovanni Battista, Carlo Alberto
`
  .trim()
  .split(/,\s+/);

/** Names given to boys born from 1985 on, the most common first. */
export const RECENT_MALE_NAMES = `
Leonardo, Francesco, Alessandro, Lorenzo, Mattia, Andrea, Matteo, Gabriele, Tommaso, Edoardo, Riccardo, Davide, Luca, Marco, Simone,
Federico, Giuseppe, Antonio, Giovanni, Diego, Pietro, Filippo, Samuele, Nicolò, Christian, Michele, Giacomo, Emanuele, Alessio,
Daniele, Stefano, Fabio, Salvatore, Enea, Elia, Giulio, Jacopo, Gioele, Nathan, Thomas, Manuel, Kevin, Niccolò, Cristian, Daniel,
Ludovico, Valerio, Claudio, Mirko, Roberto, Vincenzo, Noah, Liam, Ettore, Brando, Achille, Santiago, Adam, Damiano, Dario, Enrico,
Carlo, Alberto, Gian Marco, Pier Paolo, Luigi, Raffaele, Domenico, Ivan, Noè, Mosè, Leone, Romeo, Tiago, Bruno, Vittorio, Umberto,
Orlando, Martino, Giorgio, Saverio, Lapo, Cosimo, Biagio, Angelo, Mario
`
  .trim()
  .split(/,\s+/);
